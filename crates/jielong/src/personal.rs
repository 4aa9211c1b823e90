//! Words that can only be somebody: 小曲, 韩姐, 邱老师, Mr.

use crate::plain::text;
use crate::word;

/// 刘, 欧阳: a family name alone.
pub(crate) fn is_family(word: &str) -> bool {
    let mut letters = word.chars();
    matches!((letters.next(), letters.next()), (Some(one), None) if crate::person::FAMILY.contains(one))
}

/// Mr. and Mrs.
pub(crate) fn titled(word: &[char]) -> bool {
    matches!(text(word).to_lowercase().as_str(), "mr" | "mrs" | "ms" | "dr" | "miss")
}

/// 小曲, 韩姐, 邱老师: a name by its first or last letters, for lists where most give only their room.
pub(crate) fn is_personal(word: &str) -> bool {
    const ENDS: &str = "姐 哥 叔 姨 妈 爸 爷 奶 婆 总 工 师 傅 婶 伯 嫂 弟 妹 家 太太 先生 女士 小姐 医生 主任 阿姨 妈妈 爸爸 爷爷 奶奶";
    let count = word.chars().count();
    // 老样子, 老规矩
    let letters: Vec<char> = word.chars().collect();
    if matches!(word::read(&letters, 0), Some((Some(_), length)) if length == letters.len() && length > 1) {
        return false;
    }
    // 梁太, 何生
    let called = count == 2
        && word.ends_with(['太', '生'])
        && word.starts_with(|c| crate::person::FAMILY.contains(c))
        && word != "花生";
    (2..=5).contains(&count)
        && (called
            || word.starts_with(['小', '阿', '老']) && count <= 3
            || ENDS.split(' ').any(|end| word.ends_with(end)))
}
