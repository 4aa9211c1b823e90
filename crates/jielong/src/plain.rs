//! One width, one dash, one comma: the many ways a keyboard writes the same sign become one.

use std::collections::HashMap;
use std::sync::OnceLock;

/// A line as it is read: full-width signs narrowed, invisible ones dropped, variants of a sign made one.
pub(crate) fn plain(line: &str) -> Vec<char> {
    let kept: Vec<char> = line.chars().filter(|c| !invisible(*c)).collect();
    let latin = |at: Option<usize>| at.and_then(|at| kept.get(at)).is_some_and(char::is_ascii_alphabetic);
    let read = |(at, c): (usize, &char)| match c {
        // I’d, can’t
        '\u{2019}' if latin(at.checked_sub(1)) && latin(Some(at + 1)) => '\'',
        c => simplified(narrow(*c)),
    };
    kept.iter().enumerate().map(read).collect()
}

/// A word of a line as it was written there: the letters of a list are not changed, only read.
pub(crate) fn as_written(word: &str, line: &str) -> String {
    let kept: Vec<char> = line.chars().filter(|c| !invisible(*c)).map(narrow).collect();
    if kept.iter().all(|c| simplified(*c) == *c) {
        return word.to_owned();
    }
    let letters: Vec<char> = word.chars().collect();
    let same = |part: &&[char]| part.iter().zip(&letters).all(|(a, b)| simplified(*a) == *b);
    kept.windows(letters.len().max(1)).find(same).map_or_else(|| word.to_owned(), text)
}

/// The lines that have letters other than they are read: what names of senders are looked up in.
pub(crate) fn traditional(text: &str) -> String {
    const CHARS_MAX: usize = 50_000;
    let other = |line: &&str| line.chars().any(|c| simplified(c) != c);
    let lines: Vec<&str> = text.lines().filter(other).collect();
    lines.join("\n").chars().take(CHARS_MAX).collect()
}

/// Signs that chat programs leave in copied text, and selectors that only say how a sign is drawn.
pub(crate) fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{fe0e}' | '\u{fe0f}' | '\u{0336}' | '\u{0335}' | '\r')
        || ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
}

fn narrow(c: char) -> char {
    match c {
        '～' | '〜' | '∼' => '~',
        '！'..='｝' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\t' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '×' | '✕' | '✖' | '╳' | '✗' | '⨯' => '×',
        '➕' | '﹢' => '+',
        '➖' | '—' | '–' | '−' | '―' | '‐' | '‑' | '─' => '-',
        '➡' | '⇒' | '⟶' | '➔' | '👉' => '→',
        '﹒' | '·' | '•' | '・' | '‧' | '∙' => '·',
        '︰' | '﹕' | '∶' => ':',
        '丨' | '∣' | '│' | '┃' => '|',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '￥' | '$' | '£' | '€' => '¥',
        '💰' | '💴' | '💵' => '元',
        '“' | '”' | '‘' | '’' | '《' | '》' | '〈' | '〉' | '「' | '」' | '『' | '』' => '"',
        '…' => ' ',
        other => other,
    }
}

/// Traditional letters as simplified ones, so that both are compared as one.
fn simplified(c: char) -> char {
    /// Letter for letter: the old form, and the Cantonese words of an order, above; what is read for it below.
    const OLD: &str = "兩個隻條張顆雙對萬點號樓棟單換刪減還樣買雞魚麵蘋餅餃飯蘿錢塊時週這來們給幫帶團龍訂報參數陸貳裡裏鮮葉腳幾盤筆臺種類蔥薑醬雜蝦鴨鵝貨價額總計統級紙鹽糧線組綠紅藍黃龜頭顏館飲養饅饃魷鮑\
        鱸鱈鯽鰻鴿麥齊後從復應開關門間問預約續購贈費資質邊達過運遠選郵釀鐘鎮長陳陰陽隊際隨難電馬駕驗體髮鬆鬥麼黨齒罷聯腸膠臉臨舊艙藥蘭處術衛補裝襪製褲見視覺觀設訪許註詢試話該詳認語誰課請談\
        謝證識譯議護變讓讚豬貓貝負財貴賣賞賬賴賺贊跡車軟輕輛輝輪轉農進違適鄉鄭醫釘針銀銷鋪鍋鐵閉閒陣陝雖雲霧靈靜響頂項順須領頻題願風飛飽餘鬧魯鳥鳳鹹麗黏壞壺壽夠夢夾奪婦媽嬸孫學寧寶實審寫將\
        專尋導屆層嶺島師幣廚廠廣廳彈強彎徑愛態慣憶懷戰戲戶拋掃捨採掛損揀搶撿據擇擔攔攤斷於晝曉暫書會楊業極槍樂標樹橋機櫃權歡歲歸殘毀氣漢決沒況涼淨淺測湯溝滿滾漁濃濕灣為烏無煙熱營爐爺牆牽狀\
        獎獨現瑪環產畝畫當療癢發盜監盡確禮禦稅穀積穩窩節範築簡籃籤籌糉糰納純紗細終結絲經綁維網緊緒練縣縮繩織繡繼罰羅義習聖聞聲職聽肅腦與興舉蓋蓮蔣蕎薦蘆蘇虧蟲衝複規親訊記訓託診評詞誤說調諾\
        謎豐軍軒連遊遲邏鋼錄錯閃闊離頁頓頸顯飄餓駱騎騙驢鮭鯉鯊鱔鹵嚟唔攞喇嘅冇嗰俾畀佢係咗";
    const NEW: &str = "两个只条张颗双对万点号楼栋单换删减还样买鸡鱼面苹饼饺饭萝钱块时周这来们给帮带团龙订报参数陆贰里里鲜叶脚几盘笔台种类葱姜酱杂虾鸭鹅货价额总计统级纸盐粮线组绿红蓝黄龟头颜馆饮养馒馍鱿鲍\
        鲈鳕鲫鳗鸽麦齐后从复应开关门间问预约续购赠费资质边达过运远选邮酿钟镇长陈阴阳队际随难电马驾验体发松斗么党齿罢联肠胶脸临旧舱药兰处术卫补装袜制裤见视觉观设访许注询试话该详认语谁课请谈\
        谢证识译议护变让赞猪猫贝负财贵卖赏账赖赚赞迹车软轻辆辉轮转农进违适乡郑医钉针银销铺锅铁闭闲阵陕虽云雾灵静响顶项顺须领频题愿风飞饱余闹鲁鸟凤咸丽粘坏壶寿够梦夹夺妇妈婶孙学宁宝实审写将\
        专寻导届层岭岛师币厨厂广厅弹强弯径爱态惯忆怀战戏户抛扫舍采挂损拣抢捡据择担拦摊断于昼晓暂书会杨业极枪乐标树桥机柜权欢岁归残毁气汉决没况凉净浅测汤沟满滚渔浓湿湾为乌无烟热营炉爷墙牵状\
        奖独现玛环产亩画当疗痒发盗监尽确礼御税谷积稳窝节范筑简篮签筹粽团纳纯纱细终结丝经绑维网紧绪练县缩绳织绣继罚罗义习圣闻声职听肃脑与兴举盖莲蒋荞荐芦苏亏虫冲复规亲讯记训托诊评词误说调诺\
        谜丰军轩连游迟逻钢录错闪阔离页顿颈显飘饿骆骑骗驴鲑鲤鲨鳝卤来不拿啦的没那给给他系了";
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    if c.is_ascii() {
        return c;
    }
    let table = TABLE.get_or_init(|| OLD.chars().zip(NEW.chars()).collect());
    table.get(&c).copied().unwrap_or(c)
}

/// A letter of any script or a digit: what names and items are made of.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

/// A picture sign, which may stand for a thing that is sold.
pub(crate) fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b50}')
        && !matches!(c, '→' | '×' | '✓' | '✔' | '✅')
}

/// Only what is said: letters and digits, in small letters.
pub(crate) fn bare(text: &str) -> String {
    plain(text).into_iter().filter(|c| is_word(*c)).flat_map(char::to_lowercase).collect()
}

pub(crate) fn text(chars: &[char]) -> String {
    chars.iter().collect()
}

/// How many letters a text at `at` begins with, where it begins with this one.
pub(crate) fn begins(chars: &[char], at: usize, text: &str) -> Option<usize> {
    let mut length = 0;
    for c in text.chars() {
        if chars.get(at + length) != Some(&c) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_one() {
        assert_eq!(text(&plain("１、阿椰　芒果×２（５斤）")), "1、阿椰 芒果×2(5斤)");
        assert_eq!(text(&plain("牛奶➕1\u{200b}，3️⃣")), "牛奶+1,3\u{20e3}");
        assert_eq!(bare("🐼胖达 (Ａ)"), "胖达a");
    }
}
