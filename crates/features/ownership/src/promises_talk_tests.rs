//! What members say to each other: who asks promises nothing.

use super::*;

/// What members say to each other → what of it promises. A question promises nothing; what stands beside it may.
#[test]
fn a_question_is_no_promise_and_a_question_mark_alone_is_no_question() {
    for (text, found) in [
        ("这个保本吗？", None),
        ("是不是保本？年化8%是真的吗？", None),
        ("Is it guaranteed? Will we get a guaranteed return?", None),
        ("And is there no risk?", None),
        ("这个不保本，大家想好再投", None),
        ("放心，保本", Some("保本")),
        ("保本的，你还等吗？", Some("保本")),
        ("稳赚，懂？", Some("稳赚")),
        ("You get a guaranteed return, right?", Some("guaranteed return")),
        ("保本吗？保本！", Some("保本")),
        ("这个保本吗", None),
        ("这个保本吗 我想投一点", None),
        ("這個保本嗎", None),
        ("大家好，这个保本么，想问一下", None),
        ("这个到底保不保本呢", None),
        ("那固定收益呢", None),
        ("想问，固定收益是多少？", None),
        ("这个是保本的，还是会亏？", None),
        ("这个是保本的还是会亏？", None),
        ("这个是保本的，还是会亏呢", None),
        ("保本、有固定收益吗？还是都没有？", None),
        ("Do we get a guaranteed return, or can we lose it?", None),
        ("Hello, do we get a guaranteed return, or nothing?", None),
        ("So is there a guaranteed return? But who pays it?", None),
        ("保本的事还等什么？", Some("保本")),
        ("都保本了，怎么不投？", Some("保本")),
        ("稳赚的，你问这么多么", Some("稳赚")),
        ("还保本呢！", Some("保本")),
        ("一年下来还保本呢", Some("保本")),
        ("从来不亏还保本呢", Some("保本")),
        ("稳赚你知道吗", Some("稳赚")),
        ("放心，保本。这个是保本的，还是会亏？", Some("保本")),
        ("这个保本吗 放心吧稳赚", Some("稳赚")),
        ("保本，会亏吗，还是等等？", Some("保本")),
        ("You will get a guaranteed return?", Some("guaranteed return")),
        ("You get a guaranteed return, or can you wait?", Some("guaranteed return")),
        ("Can you wait? You get a guaranteed return, or what?", Some("guaranteed return")),
        ("Is it safe? It is risk-free.", Some("risk free")),
    ] {
        assert_eq!(promised_in_talk(text).as_deref(), found, "{text}");
    }
}
