//! Who they are, and how a line begins.

use super::dice::Dice;

const NAMES: &str = "小雨 王姐 李阿姨 张敏 花花 小鹿 豆豆妈 老周 阿强 张建国 诗涵妈妈 陈静 刘洋 Lisa Tony 赵大姐 吴婷 阿芳 孙老师 何小小 \
    萱萱奶奶 郑涛 静静 徐徐 Amy妈咪 大刘 佳佳 钱多多 周师傅 欢欢姥姥 林间听风 向阳 冯晓燕 乐乐爸 许诺 韩梅 夏天 老李 胡一凡 丁丁";

/// Neighbours of one list, each with what stands before the name.
pub(crate) struct Person {
    /// As expected.
    pub name: String,
    pub written: String,
    pub form: &'static str,
}

pub(crate) fn neighbours(dice: &mut Dice, count: usize) -> Vec<Person> {
    let mut names: Vec<&str> = NAMES.split_whitespace().collect();
    dice.shuffle(&mut names);
    let style = dice.weighed(&[(60, 0), (12, 1), (8, 2), (6, 3), (6, 4), (5, 5), (5, 6)]);
    let mut rooms = Vec::new();
    let mut people = Vec::new();
    for name in names.into_iter().take(count) {
        let building = 1 + dice.below(16);
        let room = (1 + dice.below(20)) * 100 + 1 + dice.below(6);
        if rooms.contains(&room) {
            continue;
        }
        rooms.push(room);
        let named = |form: &'static str, written: String| Person { name: name.to_owned(), written, form };
        people.push(match style {
            1 => named("room before", format!("{building}-{room} {name}")),
            2 => named("building before", format!("{building}栋{room}{name}")),
            3 => named("place in brackets", format!("【{building}栋】{name}")),
            4 => named("room in brackets after", format!("{name}（{building}-{room}）")),
            5 => Person { name: room.to_string(), written: room.to_string(), form: "room alone" },
            6 => named("flower", format!("🌸{name}")),
            _ => named("plain", name.to_owned()),
        });
    }
    people
}

/// How the lines of one list are numbered and parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Numbered(&'static str),
    /// No numbers at all.
    Bare,
    /// 小雨：草莓2盒
    Colon,
    /// The sender with the time, and the order on the next line.
    Chat,
}

pub(crate) fn manner(dice: &mut Dice) -> Manner {
    let forms = ["{}. ", "{}.", "{}、", "{}) ", "（{}）", "#{} ", "{}，"];
    match dice.weighed(&[(70, 0), (8, 1), (12, 2), (10, 3)]) {
        1 => Manner::Bare,
        2 => Manner::Colon,
        3 => Manner::Chat,
        _ => Manner::Numbered(forms[[0, 0, 0, 1, 2, 2, 3, 4, 5, 6][dice.below(10)]]),
    }
}
