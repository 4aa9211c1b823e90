//! Who is who: one person under a longer and a shorter name, without department and the like.

use crate::Doubt;
use crate::goods::Goods;
use crate::name::is_personal;
use crate::parse::Parsed;
use crate::plain::{bare, is_han};
use std::collections::{HashMap, HashSet};

/// Departments, offices and places that stand right before a name.
const BEFORE: &str = "财务 行政 人事 技术 市场 运营 销售 研发 产品 设计 客服 法务 采购 仓库 前台 后勤 工会 项目 测试 物流 生产 质检 \
    物业 业委会 居委会 领队 收队 副领队 业主 老年大学 居委 社区 新邻居 邻居 hr it pm qa";

/// Who is called only so needs the place: 对门阿婆.
const KIN: &str = "阿婆 阿姨 大妈 大爷 大叔 大哥 大姐 爷爷 奶奶 阿公 婆婆 公公 阿叔 小哥 小妹 小弟 老人 老太 老头 老师 师傅 小姐 太太 先生 女士 小孩 \
    老板 老婆 老公 小伙 小姐姐 小哥哥 小伙子 老太太 老爷子 大伯 大婶 老板娘 老板家 老婆婆 小老板 阿哥 阿妹 阿伯 阿婶 大姨 小姨 阿嫂 大嫂 大哥哥 老爸 老妈 老哥 老姐 老弟 老妹";

pub(crate) fn is_kin(word: &str) -> bool {
    KIN.split(' ').any(|kin| kin == word)
}

/// A name without the department or place before it: 财务Amy, 楼下老韩, 老年大学孙老师.
pub(crate) fn without_office(name: &str) -> &str {
    if let Some(rest) = after_office(name) {
        return rest;
    }
    let lower = name.to_lowercase();
    let head = BEFORE.split(' ').find(|head| {
        let rest = lower.strip_prefix(head).map(|rest| &name[name.len() - rest.len()..]);
        rest.is_some_and(|rest| {
            let count = rest.chars().count();
            let latin = rest.chars().all(|c| c.is_ascii_alphabetic());
            let joined_latin = latin && head.is_ascii();
            !joined_latin
                && !is_kin(rest)
                && (is_personal(rest) || latin && count >= 3 || is_nick(rest) || is_surnamed(rest))
        })
    });
    head.map_or(name, |head| name[head.len()..].trim_start_matches([' ', '-', ':', '_']))
}

/// 我是小雨, 小雨这里, 小雨的: without the words of a sentence around a name.
fn spoken(name: &str) -> &str {
    let mut rest = name;
    for head in ["我是", "我叫", "这里是", "本人"] {
        rest = rest.strip_prefix(head).filter(|rest| rest.chars().count() >= 2).unwrap_or(rest);
    }
    for tail in ["这里", "这边", "接龙", "跟团", "说", "先", "的", "☞", "√", "✔", "✓", "▪"]
    {
        rest = rest.strip_suffix(tail).filter(|rest| rest.chars().count() >= 2).unwrap_or(rest);
    }
    rest
}

/// 内科小王, 研发二组王磊, 护士站小张: what ends like an office, and somebody after it.
fn after_office(name: &str) -> Option<&str> {
    const ENDS: [&str; 14] =
        ["部", "科", "组", "班", "处", "系", "站", "室", "队", "车间", "中心", "年级", "办公室", "班组"];
    let found = ENDS
        .iter()
        .filter_map(|end| name.rfind(end).map(|at| (at, at + end.len())))
        .max_by_key(|(_, to)| *to)?;
    let (before, rest) = (&name[..found.0], &name[found.1..]);
    let office = (1..=6).contains(&before.chars().count())
        && before.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric());
    (office && !is_kin(rest) && (is_nick(rest) || is_surnamed(rest))).then_some(rest)
}

pub(crate) const FAMILY: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温庄翟樊柯";

/// 王磊, 欧阳雪: a family name and one or two letters.
fn is_surnamed(word: &str) -> bool {
    let count = word.chars().count();
    (2..=3).contains(&count)
        && word.chars().all(is_han)
        && word.chars().next().is_some_and(|c| FAMILY.contains(c))
}

/// 婷婷, 小周, 老王, 阿敏: what people are called among themselves.
fn is_nick(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    match letters.as_slice() {
        [a, b] => is_han(*a) && (a == b || matches!(a, '小' | '老' | '阿' | '大')),
        [a, b, c] => is_han(*a) && (b == c || matches!(a, '小' | '老' | '阿')),
        _ => false,
    }
}

/// Gives every line the one name of its person.
pub(crate) fn settle(parsed: &mut [Parsed], goods: &Goods, coded: bool) {
    for line in parsed.iter_mut() {
        let plain = spoken(&line.name.name);
        if plain.len() < line.name.name.len() {
            line.name.doubt.get_or_insert(Doubt::NameJoined);
            line.name.name = plain.to_owned();
        }
        let plain = without_office(&line.name.name);
        if plain.len() < line.name.name.len() && !plain.is_empty() {
            line.name.name = plain.to_owned();
        }
    }
    let all: HashSet<String> = parsed.iter().map(|line| bare(&line.name.name)).collect();
    let mut numbers: HashMap<u32, String> = HashMap::new();
    for line in parsed.iter() {
        if let Some(ordinal) = line.order.ordinal.filter(|_| !line.name.name.is_empty()) {
            numbers.entry(ordinal).or_insert_with(|| line.name.name.clone());
        }
    }
    for line in parsed.iter_mut() {
        let key = bare(&line.name.name);
        // 李阿姨的取消
        if let Some(owner) = key.strip_suffix('的').filter(|owner| all.contains(*owner)) {
            let trimmed = line.name.name.trim_end_matches('的');
            line.name.name = if bare(trimmed) == owner { trimmed.to_owned() } else { owner.to_owned() };
            continue;
        }
        // 6号取消: the one who has that number.
        if let Some(number) = key.strip_suffix('号').and_then(|digits| digits.parse::<u32>().ok())
            && !coded
            && line.order.ordinal.is_some_and(|own| number < own)
            && let Some(name) = numbers.get(&number)
        {
            line.name.name = name.clone();
            line.name.doubt.get_or_insert(Doubt::Concluded);
            continue;
        }
        // 玫瑰园业委会小曹 is 小曹 where the list has both.
        let letters: Vec<char> = key.chars().collect();
        let mut short =
            (2..letters.len().saturating_sub(1)).map(|from| letters[from..].iter().collect::<String>());
        let short = short.find(|short| short.chars().count() >= 2 && all.contains(short));
        if let Some(short) = short.filter(|short| !goods.is_name(short)) {
            line.name.doubt.get_or_insert(Doubt::NameJoined);
            let written = &line.name.name;
            let at = written.to_lowercase().rfind(&short);
            line.name.name = at.map_or(short, |at| written.get(at..).unwrap_or(written).to_owned());
        }
    }
}
