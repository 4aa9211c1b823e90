//! Letters by which lines order, before the names of a heading's things. Pure.

use std::collections::BTreeSet;

/// A 大黄鱼, B 带鱼: the letters are no part of what the things are called, as long as they are told apart without. The names in their order.
pub(crate) fn left_out(names: Vec<String>) -> Vec<String> {
    let owned = |(letter, rest): (&str, &str)| (letter.to_ascii_uppercase(), rest.to_owned());
    let split: Vec<Option<(String, String)>> = names.iter().map(|name| split(name).map(owned)).collect();
    let lettered: Vec<&(String, String)> = split.iter().flatten().collect();
    let letters: BTreeSet<&str> = lettered.iter().map(|(letter, _)| letter.as_str()).collect();
    let called: BTreeSet<&str> = names
        .iter()
        .zip(&split)
        .map(|(name, split)| split.as_ref().map_or(name.as_str(), |(_, rest)| rest.as_str()))
        .collect();
    let are_apart = letters.len() == lettered.len() && called.len() == names.len();
    if lettered.len() < 2 || !letters.contains("A") || !are_apart {
        return names;
    }
    names.into_iter().zip(split).map(|(name, split)| split.map_or(name, |(_, rest)| rest)).collect()
}

/// `A 大黄鱼`: the letter, and what stands behind it.
pub(crate) fn split(name: &str) -> Option<(&str, &str)> {
    let (letter, rest) = name.split_once(' ')?;
    let is_letter = letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_word = rest.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    (is_letter && is_word).then_some((letter, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_left_out_where_names_tell_things_apart() {
        for (names, called) in [
            (["A 大黄鱼", "B 带鱼"], ["大黄鱼", "带鱼"]),
            // Without the letters these are one.
            (["A 礼盒", "B 礼盒"], ["A 礼盒", "B 礼盒"]),
            (["A 礼盒", "礼盒"], ["A 礼盒", "礼盒"]),
            (["T 恤", "V 领"], ["T 恤", "V 领"]),
            (["A套餐 鱼", "B套餐 虾"], ["A套餐 鱼", "B套餐 虾"]),
        ] {
            assert_eq!(left_out(names.map(str::to_owned).to_vec()), called, "{names:?}");
        }
    }
}
