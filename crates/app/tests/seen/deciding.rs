//! From an idea to a paid expense and back along the chain, on a phone before a real browser: written, talked over, voted
//! on, carried out and spent by the pages that people use, in both languages, with every page before the judge of
//! accessibility.

use crate::common::ballots::Decided;
use crate::common::seen::{Door, Lane, Looks, Past};
use crate::common::{days, shop};
use governance::asks::Asks;
use governance::terms::Secrecy;
use kernel::Timestamp;
use std::time::Duration;
use testkit::{Browser, target_folder};

const HOUR: Duration = Duration::from_secs(3_600);

/// A community with a tenth of a sale in its fund, long enough ago that all that takes days is over by the real clock.
fn past(test: &str) -> Past {
    let (past, ()) = Past::open(test, Timestamp::of_system().minus(days(30)), async |world| {
        let shop = shop(world, "lane", true).await;
        let rice = shop.offer(world, "新米", "1000", "9").await;
        shop.sell(world, &rice, "1", "1000.00").await;
        (shop, ())
    });
    past
}

fn phone(browser: &Browser) {
    browser.viewport(390, 844);
    browser.language("zh-CN");
}

/// A date goes in by the control's value: what is typed into it depends on the browser's own language.
fn set_date(browser: &Browser, selector: &str, date: &str) {
    let script = "document.querySelector(arguments[0]).value = arguments[1]";
    browser.script(script, &[selector.into(), date.into()]);
    assert_eq!(browser.value(selector), date);
}

/// Moves the proposal on from its own page.
fn move_on(browser: &Browser, reason: &str, stage: &str) {
    browser.type_into("form[action$='/stage'] [name=reason]", reason);
    browser.click("form[action$='/stage'] button");
    browser.until("in the next stage", || browser.text("#proposal-head .tag") == stage);
}

fn say(browser: &Browser, words: &str) {
    browser.type_into("#say [name=comment]", words);
    browser.click("#say p.actions button");
    browser.until("said", || browser.text("#proposal-comments").contains(words));
}

/// From the page of what waits for one to the vote.
fn vote(door: &Door, browser: &Browser, name: &str, choice: &str) {
    door.enter(browser, name, "/mine");
    browser.click("main a[href*='/ballots/bal_']");
    browser.click(&format!("[name=choice][value={choice}]"));
    browser.click("form[action$='/votes'] p.actions button");
}

/// The member's idea becomes a draft that asks for money; answers its address.
fn from_idea_to_draft(lane: &Past, browser: &Browser, looks: &mut Looks) -> String {
    let shop = &lane.shop;
    lane.enter(browser, &shop.member.name, "/decisions");
    // People signed up in English.
    browser.speak("zh-CN");
    browser.sees("还没有提案");
    browser.press("提案");
    looks.in_both_languages(browser, "new-idea");
    browser.type_into("[name=title]", "给储藏室做层架");
    browser.type_into("[name=body]", "米袋堆在地上会**受潮**。做三层木架，木板和螺丝大约八十元。");
    browser.press("说出来");
    browser.sees("受潮");
    let proposal = browser.path();
    looks.in_both_languages(browser, "idea");

    lane.enter(browser, &shop.supplier.name, "/decisions");
    browser.speak("en");
    browser.press("给储藏室做层架");
    say(browser, "Treated boards, or they rot within a year.");
    lane.enter(browser, &shop.member.name, "/decisions");
    browser.press("给储藏室做层架");
    browser.click("#comment-1 a[href*='reply=1']");
    browser.sees("Treated boards");
    say(browser, "好，买防腐木。");
    assert!(browser.has("#comment-2.depth-1"), "an answer stands below what it answers");
    looks.in_both_languages(browser, "talk");
    move_on(browser, "大家都有话说", "讨论");
    move_on(browser, "说清楚了", "草案");
    looks.in_both_languages(browser, "draft");
    proposal
}

/// A yes/no question with a mandate that follows, row after row by the form itself, without script.
fn ask_for_a_mandate(lane: &Past, browser: &Browser, looks: &mut Looks, proposal: &str) {
    browser.scripting(false);
    browser.press("改写");
    browser.press("+ 授权花钱");
    browser.sees("凭这份授权花钱");
    browser.type_into("[name=deed_1_purpose]", "层架的木板和螺丝");
    browser.type_into("[name=deed_1_ceiling]", "大约八十");
    browser.choose("[name=deed_1_fund]", "1");
    browser.fill("谁来办", &lane.shop.member.name);
    browser.scripting(true);
    let last_day = lane.play(async |world, _| world.clock.now().plus(days(60)).to_string()[..10].to_owned());
    set_date(browser, "[name=deed_1_ends]", &last_day);
    looks.judged(browser, "asking");
    browser.scripting(false);
    browser.type_into("[name=reason]", "按讨论写明用途和上限");
    browser.press("发布新版本");
    browser.until("told what is no sum", || browser.has("[name=deed_1_ceiling][aria-invalid]"));
    assert_eq!(browser.value("[name=deed_1_purpose]"), "层架的木板和螺丝", "what was typed is kept");
    assert_eq!(browser.value("[name=deed_1_ends]"), last_day);
    browser.type_into("[name=deed_1_ceiling]", "80");
    browser.press("发布新版本");
    browser.until("back on the proposal", || browser.path() == proposal);
    browser.scripting(true);
    browser.sees("用于“层架的木板和螺丝”");
    looks.in_both_languages(browser, "draft-that-asks");
    browser.press("第 2 版，看改了什么");
    browser.sees("按讨论写明用途和上限");
    looks.in_both_languages(browser, "version");
}

/// The owner puts it to the vote when it has been there long enough; three vote, one in English, one in two minds.
fn put_to_the_vote(lane: &Past, browser: &Browser, looks: &mut Looks, proposal: &str) {
    let shop = &lane.shop;
    browser.go(&lane.at(proposal));
    browser.press("开始表决");
    browser.sees("大家先商量");
    assert!(!browser.has("form[action$='/ballots'] button"), "nothing to press before it can be opened");
    lane.pass(days(3));
    browser.go(&lane.at(proposal));
    browser.press("开始表决");
    looks.in_both_languages(browser, "opening");
    browser.click("form[action$='/ballots'] button");
    browser.until("at the ballot", || browser.path().contains("/ballots/bal_"));
    looks.in_both_languages(browser, "ballot");
    let text = format!("{proposal}/text");
    browser.go(&lane.at(proposal));
    assert!(!browser.has(&format!("main a[href$='{text}']")), "nobody changes it now");
    browser.go(&lane.at(&text));
    browser.sees("表决已经开始，文本和去向都不能再改");

    vote(lane, browser, &shop.member.name, "no");
    browser.sees("已经投过票");
    browser.click("[name=choice][value=yes]");
    browser.press("改成这样");
    browser.sees("5 人中已有 1 人投票");
    vote(lane, browser, &shop.steward.name, "yes");
    browser.sees("5 人中已有 2 人投票");
    vote(lane, browser, &shop.supplier.name, "no");
    browser.sees("5 人中已有 3 人投票");
    browser.speak("en");
    vote(lane, browser, &shop.treasurer.name, "yes");
    browser.sees("4 of 5 have voted");
    looks.judged(browser, "voted-en");
    browser.speak("zh-CN");
}

/// Counted when it closes; carried out by the real program, on the real clock, when the time to appeal is over.
fn see_it_carried_out(lane: &Lane, browser: &Browser, looks: &mut Looks, proposal: &str) {
    lane.enter(browser, &lane.shop.member.name, "");
    browser.until("in force", || {
        browser.go(&lane.at(proposal));
        browser.text("#proposal-head .tag") == "已生效，执行中"
    });
    looks.in_both_languages(browser, "in-force");
    browser.press("看表决是怎么算的");
    browser.sees("给储藏室做层架");
    looks.in_both_languages(browser, "result");
}

/// Under the mandate, with a photo, and approved by the treasurer; answers the entry's address.
fn spend(lane: &Lane, browser: &Browser, looks: &mut Looks, proposal: &str) -> String {
    browser.go(&lane.at(proposal));
    browser.press("看授权");
    browser.sees("¥80.00");
    looks.in_both_languages(browser, "mandate");
    let receipt = target_folder().join("tmp").join(format!("shelves-{}.png", std::process::id()));
    browser.picture(&receipt);
    browser.press("申请支出");
    browser.type_into("[name=amount]", "46.50");
    browser.type_into("[name=what]", "防腐木板三块");
    browser.attach("[name=proofs]", &receipt);
    looks.judged(browser, "asking-for-money");
    browser.click("main form p.actions button");
    browser.sees("待审批");
    std::fs::remove_file(&receipt).unwrap();
    assert!(!browser.has("form[action$='/approval']"), "nobody approves their own");
    looks.in_both_languages(browser, "expense");

    lane.enter(browser, &lane.shop.treasurer.name, "/desk");
    browser.press("待审批的支出");
    browser.press("防腐木板三块");
    browser.until("the photo is shown", || {
        browser.script("const i = document.querySelector('.proofs img'); return i && i.naturalWidth > 0", &[])
            == true
    });
    looks.in_both_languages(browser, "to-approve");
    browser.click("form[action$='/approval'] button");
    browser.sees("已批准，记入应付");
    browser.click("main a[href*='/books/entries/']");
    browser.until("in the books", || browser.path().contains("/books/entries/"));
    browser.path()
}

/// Whoever reads the books gets from the sum to the first words about it, by links alone.
fn back_to_the_idea(lane: &Lane, browser: &Browser, looks: &mut Looks, entry: &str, proposal: &str) {
    lane.enter(browser, &lane.shop.supplier.name, "/books/journal");
    browser.click(&format!("main a[href='{entry}']"));
    browser.sees("46.50");
    looks.in_both_languages(browser, "entry");
    for (link, there) in [
        ("/expenses/exp_", "防腐木板三块"),
        ("/mandates/man_", "层架的木板和螺丝"),
        ("/decisions/prp_", "给储藏室做层架"),
        ("/result", "重新计票"),
        ("/decisions/prp_", "给储藏室做层架"),
    ] {
        browser.click(&format!("main a[href*='{link}']"));
        browser.until(link, || browser.path().contains(link));
        browser.sees(there);
        looks.in_both_languages(browser, &format!("back-{}", link.trim_matches('/').replace('/', "-")));
    }
    assert_eq!(browser.path(), proposal);
    let way = browser.texts(".chain li");
    let first = &way[0];
    assert!(first.contains("提出") && first.contains(&lane.shop.member.name), "{way:?}");
    for (step, words) in [(1, "大家都有话说"), (2, "说清楚了"), (3, "按讨论写明用途和上限"), (4, "开始表决")]
    {
        assert!(way[step].contains(words), "{way:?}");
    }
}

#[test]
fn from_an_idea_to_a_paid_expense_and_back() {
    let Some(browser) = Browser::open() else { return };
    phone(&browser);
    let mut looks = Looks::default();
    let past = past("from_an_idea");
    let proposal = from_idea_to_draft(&past, &browser, &mut looks);
    ask_for_a_mandate(&past, &browser, &mut looks, &proposal);
    put_to_the_vote(&past, &browser, &mut looks, &proposal);
    past.pass(days(3) + HOUR * 2);
    browser.go(&past.at(&proposal));
    browser.until("passed", || browser.text("#proposal-head .tag") == "已通过，待生效");
    looks.in_both_languages(&browser, "passed");
    // A page that is left open would miss what it listens to.
    browser.go("about:blank");
    let lane = past.goes_on();
    see_it_carried_out(&lane, &browser, &mut looks, &proposal);
    let entry = spend(&lane, &browser, &mut looks, &proposal);
    back_to_the_idea(&lane, &browser, &mut looks, &entry, &proposal);
    looks.assert_none();
}

/// Voted with a receipt, voted otherwise with the browser's cookie, and found among the papers after the closing.
#[test]
fn a_secret_paper_is_changed_and_found_again() {
    let Some(browser) = Browser::open() else { return };
    phone(&browser);
    let mut looks = Looks::default();
    let past = past("a_secret_paper");
    let asks = Asks { secrecy: Secrecy::Secret, ..Asks::default() };
    let decided: Decided = past.play(async |world, shop| shop.opened(world, "把院门漆成绿色", asks).await);
    let shop = &past.shop;

    past.enter(&browser, &shop.member.name, "/mine");
    browser.speak("zh-CN");
    browser.click("main a[href*='/ballots/bal_']");
    browser.until("a secret ballot", || browser.has("[name=new_receipt]"));
    looks.in_both_languages(&browser, "secret-ballot");
    browser.click("[name=choice][value=yes]");
    browser.click("form[action$='/votes'] p.actions button");
    browser.sees("投票回执");
    let receipt = browser.text("main .copyable code");
    let paper = browser.text("main p.soft > code");
    assert_eq!((receipt.len(), paper.len()), (39, 64), "{receipt} {paper}");
    looks.judged(&browser, "receipt");

    // The browser has it: nobody has to type it to change the vote.
    browser.press("回到表决");
    browser.sees("已经投过票");
    assert!(!browser.has("[name=receipt]"));
    looks.in_both_languages(&browser, "secret-voted");
    browser.press("再看一次这台设备上的回执");
    browser.sees("的选票在");
    browser.misses("它写的是");
    looks.in_both_languages(&browser, "receipt-again");
    browser.press("回到表决");
    browser.click("[name=choice][value=no]");
    browser.press("改成这样");
    browser.sees("投票回执");
    assert_eq!(browser.text("main .copyable code"), receipt, "it stays the same paper");
    // In the same browser somebody else has a paper of their own.
    vote(&past, &browser, &shop.steward.name, "yes");
    browser.until("another receipt", || browser.text("main .copyable code") != receipt);
    browser.go(&past.in_lane(&format!("/ballots/{}/papers", decided.ballot)));
    browser.sees("主理人也看不到");
    browser.misses(&paper);

    browser.go("about:blank");
    let lane = past.goes_on();
    let papers = lane.in_lane(&format!("/ballots/{}/papers", decided.ballot));
    lane.enter(&browser, &lane.shop.member.name, "");
    browser.until("counted", || {
        browser.go(&papers);
        browser.text("main").contains(&paper)
    });
    let rows = browser.texts("main ul.rows li");
    let own: Vec<_> = rows.iter().filter(|row| row.contains(&paper)).collect();
    assert_eq!((rows.len(), own.len()), (2, 1), "{rows:?}");
    assert!(own[0].contains("反对") && !rows.join("").contains(&lane.shop.member.name), "{rows:?}");
    looks.in_both_languages(&browser, "papers");
    browser.go(&lane.in_lane(&format!("/ballots/{}", decided.ballot)));
    browser.press("找我的选票");
    browser.sees("的选票已经计入");
    assert_eq!(browser.text("main p > strong"), "请保存好这张回执：");
    assert!(browser.text("main").contains("它写的是： 反对"), "{}", browser.text("main"));
    looks.in_both_languages(&browser, "found-again");
    looks.assert_none();
}
