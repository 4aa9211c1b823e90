//! The whole way of money on a phone, before a real browser: an idea, its ballot, neighbours who pay beforehand, bread, flour, a
//! loaf sold, a month closed, a surplus shared out, and one who asks why it was so much: down to the idea and up again, by
//! links alone, with every page of that chain in both languages before the judge of accessibility.

use crate::common::seen::{Looks, Past};
use crate::common::{Someone, days, shop};
use kernel::Timestamp;
use std::collections::HashSet;
use std::time::Duration;
use testkit::{Browser, target_folder};

const SECOND: Duration = Duration::from_secs(1);
const IDEA: &str = "院里的烤炉重新点起来";
const SHARING: &str = "四月的盈余分给大家";

/// The community, who looks at it, and who buys.
struct Around {
    lane: Past,
    browser: Browser,
    ana: String,
    steward: String,
    treasurer: String,
    supplier: String,
    member: String,
}

impl Around {
    fn begin(browser: Browser) -> Around {
        browser.viewport(390, 844);
        browser.language("zh-CN");
        let from = Timestamp::parse("2026-03-14T04:00:00Z").unwrap();
        let (lane, ana) = Past::open("all_around", from, async |world| {
            let shop = shop(world, "lane", true).await;
            let ana = world.sign_up("ana").await;
            shop.let_in(world, &ana).await;
            (shop, ana.name)
        });
        let name = |who: &Someone| who.name.clone();
        let shop = &lane.shop;
        let (steward, treasurer) = (name(&shop.steward), name(&shop.treasurer));
        let (supplier, member) = (name(&shop.supplier), name(&shop.member));
        Around { lane, browser, ana, steward, treasurer, supplier, member }
    }

    /// Goes there as somebody, who reads Chinese.
    fn enter(&self, who: &str, path: &str) {
        self.lane.enter(&self.browser, who, path);
        self.browser.speak("zh-CN");
    }

    fn type_all(&self, fields: &[(&str, &str)]) {
        for (name, text) in fields {
            self.browser.type_into(&format!("[name={name}]"), text);
        }
    }

    /// A date goes in by the control's value: what is typed into it depends on the browser's own language.
    fn set(&self, selector: &str, value: &str) {
        let script = "document.querySelector(arguments[0]).value = arguments[1]";
        self.browser.script(script, &[selector.into(), value.into()]);
    }

    fn send(&self, action: &str) {
        self.browser.click(&format!("form[action$='{action}'] button:not([type=button])"));
    }

    /// From the page of what is decided to a draft that can be asked something; answers its address.
    fn draft(&self, title: &str, body: &str) -> String {
        let browser = &self.browser;
        self.enter(&self.member, "/decisions");
        browser.press("提案");
        self.type_all(&[("title", title), ("body", body)]);
        browser.press("说出来");
        browser.sees(body);
        let proposal = browser.path();
        for (reason, stage) in [("大家来说说", "讨论"), ("说清楚了", "草案")] {
            browser.type_into("form[action$='/stage'] [name=reason]", reason);
            browser.click("form[action$='/stage'] button");
            browser.until("in the next stage", || browser.text("#proposal-head .tag") == stage);
        }
        browser.press("改写");
        proposal
    }

    fn follows(&self, deed: &str, field: &str) {
        self.browser.press(deed);
        self.browser.until("the form has it", || self.browser.has(&format!("[name={field}]")));
    }

    /// The text is published, opened, voted on by four, and then `stands`: in force, or carried out where that was all.
    fn decide(&self, looks: &mut Looks, proposal: &str, stands: &str) {
        let browser = &self.browser;
        browser.type_into("[name=reason]", "写明要做什么");
        looks.sound(browser, "around-asking");
        browser.press("发布新版本");
        browser.until("back on the proposal", || browser.path() == proposal);
        self.lane.pass(days(3));
        browser.go(&self.lane.at(proposal));
        browser.press("开始表决");
        browser.click("form[action$='/ballots'] button");
        browser.until("at the ballot", || browser.path().contains("/ballots/bal_"));
        for who in [&self.member, &self.steward, &self.treasurer, &self.ana] {
            self.enter(who, "/mine");
            browser.click("main a[href*='/ballots/bal_']");
            browser.click("[name=choice][value=yes]");
            browser.click("form[action$='/votes'] p.actions button");
            browser.sees("已经投过票");
        }
        self.lane.pass(days(4));
        self.lane.pass(days(4));
        browser.go(&self.lane.at(proposal));
        browser.until("decided", || browser.text("#proposal-head .tag").contains(stands));
    }

    /// What was decided: four parts of bread at ¥25, paid for beforehand, and flour for ¥80 at most.
    fn idea(&self, looks: &mut Looks) -> String {
        let browser = &self.browser;
        let proposal = self.draft(IDEA, "炉子空着，面包要到两站路外去买。");
        self.follows("+ 发起众筹", "deed_1_goal");
        browser.click("[name=deed_1_kind][value=pre_order]");
        browser.choose("[name=deed_1_fund]", "1");
        browser.click("[name=deed_1_acceptance][value=vote]");
        self.type_all(&[
            ("deed_1_name", "一起订面包"),
            ("deed_1_terms", "每份两个月里每周一个面包"),
            ("deed_1_risk", "炉子可能修不好"),
            ("deed_1_goal", "100"),
            ("deed_1_price", "25"),
            ("deed_1_units", "4"),
            ("deed_1_each", "2"),
            ("deed_1_least", "1"),
            ("deed_1_open_days", "10"),
            ("deed_1_withdraw_days", "5"),
            ("deed_1_grace_days", "1"),
            ("deed_1_milestones", "40% 0 炉子点着\n60% 60 面包烤好了"),
            ("deed_1_budget", "80 面粉"),
            ("deed_1_look_days", "3"),
            ("deed_1_percent", "50"),
            ("deed_1_team", &self.member),
        ]);
        self.follows("+ 授权花钱", "deed_2_purpose");
        self.type_all(&[
            ("deed_2_purpose", "面粉和木柴"),
            ("deed_2_ceiling", "80"),
            ("deed_2_by", &self.member),
        ]);
        browser.choose("[name=deed_2_fund]", "1");
        self.set("[name=deed_2_ends]", "2026-12-31");
        looks.judged(browser, "around-campaign-asked");
        self.decide(looks, &proposal, "已生效");
        proposal
    }

    /// Two take two parts each, the treasurer finds the money, the team bakes, backers accept; answers the campaign's address.
    fn campaign(&self, looks: &mut Looks, proposal: &str) -> String {
        let browser = &self.browser;
        let mut campaign = String::new();
        for who in [&self.ana, &self.supplier] {
            self.enter(who, "");
            browser.go(&self.lane.at(proposal));
            browser.press("看众筹");
            browser.until("at the campaign", || browser.path().contains("/campaigns/pol_"));
            campaign = browser.path();
            browser.type_into("[name=units]", "2");
            browser.click("[name=payment][value=later]");
            browser.click("[name=risk_read]");
            self.send("/parts");
            browser.sees("account 6222 0000");
            browser.type_into("[name=proof]", "尾号 7788");
            self.send("/claim");
            browser.sees("待核对");
        }
        looks.judged(browser, "around-part");
        self.enter(&self.treasurer, "/desk");
        for left in [1, 0] {
            browser.go(&self.lane.in_lane("/parts"));
            browser.click("main a[href*='/parts/cmt_']");
            browser.sees("尾号 7788");
            self.send("/confirmation");
            browser.until("found", || !browser.has("form[action$='/confirmation']"));
            browser.go(&self.lane.in_lane("/parts"));
            assert_eq!(browser.texts("main a[href*='/parts/cmt_']").len(), left);
        }
        self.lane.pass(days(12));
        self.enter(&self.member, "");
        browser.go(&self.lane.at(&campaign));
        browser.press("申报完成");
        browser.type_into("[name=evidence]", "第一炉出了，来院里尝。");
        self.send("/milestones/2/claim");
        browser.until("claimed", || !browser.has("form[action$='/milestones/2/claim']"));
        for who in [&self.ana, &self.supplier] {
            self.enter(who, "");
            browser.go(&self.lane.at(&campaign));
            browser.click("form[action$='/milestones/2/answer'] button[value=yes]");
            browser.sees("你认可了");
        }
        self.lane.pass(days(4));
        browser.go(&self.lane.at(&campaign));
        browser.sees("¥100.00");
        campaign
    }

    /// Flour, asked for with a picture by who carries the mandate out, approved by the treasurer.
    fn spend(&self, proposal: &str) {
        let browser = &self.browser;
        self.enter(&self.member, "");
        browser.go(&self.lane.at(proposal));
        browser.press("看授权");
        let receipt = target_folder().join("tmp").join(format!("flour-{}.png", std::process::id()));
        browser.picture(&receipt);
        browser.press("申请支出");
        self.type_all(&[("amount", "46.53"), ("what", "高筋面粉二十斤")]);
        browser.attach("[name=proofs]", &receipt);
        browser.click("main form p.actions button");
        browser.sees("待审批");
        std::fs::remove_file(&receipt).unwrap();
        self.enter(&self.treasurer, "/desk");
        browser.press("待审批的支出");
        browser.press("高筋面粉二十斤");
        self.send("/approval");
        browser.sees("已批准，记入应付");
    }

    /// Nothing more is spent for the bread that was ordered ahead: from now on its money is earned.
    fn hand_back(&self, campaign: &str) {
        let browser = &self.browser;
        self.enter(&self.member, "");
        browser.go(&self.lane.at(campaign));
        let of_it = "for (const link of document.querySelectorAll(\"main a[href*='/mandates/man_']\"))
            if (!link.textContent.includes('面粉和木柴')) { link.click(); return; }";
        browser.script(of_it, &[]);
        browser.until("at its mandate", || browser.path().contains("/mandates/man_"));
        browser.click("details:has(> form[action$='/ending']) > summary");
        browser.type_into("form[action$='/ending'] [name=reason]", "面包都交了，没有别的花费");
        browser.click("form[action$='/ending'] button");
        browser.click("dialog button:last-child");
        browser.until("given back", || !browser.has("form[action$='/ending']"));
    }

    /// A loaf at ¥20, two fifths of it for the fund; bought, paid, fetched and accepted. Answers the order's address.
    fn sell(&self, looks: &mut Looks) -> String {
        let browser = &self.browser;
        self.enter(&self.steward, "/offers/new");
        self.type_all(&[
            ("title", "院里的酸面包"),
            ("variant_1_unit", "个"),
            ("variant_1_price", "20"),
            ("variant_1_step", "1"),
            ("variant_1_stock", "9"),
            ("rest", &self.supplier),
            ("part_1_party", "General fund"),
            ("part_1_take", "40"),
        ]);
        browser.choose("[name=part_1_kind]", "percent");
        looks.sound(browser, "around-offer");
        browser.press("上架");
        browser.sees("院里的酸面包");
        self.enter(&self.ana, "/market");
        browser.click(".qty + .step");
        browser.click(".dock button");
        browser.sees("下单 ¥20.00");
        browser.click("input[value=bank_transfer]");
        browser.click("form[action$='/orders'] p.actions button:not([formmethod])");
        browser.sees("account 6222 0000");
        let order = browser.path().split('?').next().unwrap().to_owned();
        browser.type_into("[name=proof]", "尾号 0730");
        self.send("/claim");
        browser.sees("司库会去查账");
        self.enter(&self.treasurer, "/desk");
        browser.click("main a[href*='/payments']");
        browser.click("main a[href*='/payments/pay_']");
        self.send("/confirmation");
        browser.until("confirmed", || !browser.has("form[action$='/confirmation']"));
        self.enter(&self.steward, "/packing");
        self.send("/fulfilment");
        browser.until("handed over", || !browser.has("form[action$='/fulfilment']"));
        self.enter(&self.ana, "");
        browser.go(&self.lane.at(&order));
        self.send("/acceptance");
        browser.until("accepted", || !browser.has("form[action$='/acceptance']"));
        self.lane.pass(days(8));
        browser.go(&self.lane.at(&order));
        browser.sees("已结算");
        order
    }

    /// The month is closed by two, simulated, decided on, shared out and transferred. Answers the distribution's address.
    fn share(&self, looks: &mut Looks) -> String {
        let browser = &self.browser;
        self.lane.pass(days(31));
        self.enter(&self.treasurer, "/distributions");
        browser.click("main a[href$='/periods']");
        browser.choose("[name=period]", "2026-04");
        self.send("/periods");
        browser.until("asked for", || browser.has("form[action$='/withdrawal']"));
        self.enter(&self.steward, "/desk");
        browser.click("main a[href$='/periods']");
        self.send("/consent");
        browser.sees("已结账");
        looks.judged(browser, "around-closed");
        self.enter(&self.treasurer, "/distributions/new");
        browser.choose("[name=period]", "2026-04");
        browser.choose("form[method=post] [name=fund]", "1");
        self.type_all(&[("weight_purchases", "60"), ("weight_per_head", "40")]);
        for empty in ["weight_capital", "weight_work", "aside_1_percent", "aside_2_percent"] {
            browser.type_into(&format!("[name={empty}]"), "");
        }
        for empty in ["aside_1_fund", "aside_2_fund"] {
            self.set(&format!("[name={empty}]"), "");
        }
        browser.click("form[action$='/distributions'] button");
        browser.sees("61.47");
        let shared = browser.path().split('?').next().unwrap().to_owned();
        looks.judged(browser, "around-simulated");
        // By head alone, beside it: what would each rule bring whom?
        self.enter(&self.treasurer, "/distributions/new");
        browser.choose("[name=period]", "2026-04");
        browser.choose("form[method=post] [name=fund]", "1");
        self.type_all(&[("weight_per_head", "100")]);
        for empty in
            ["weight_purchases", "weight_capital", "weight_work", "aside_1_percent", "aside_2_percent"]
        {
            browser.type_into(&format!("[name={empty}]"), "");
        }
        for empty in ["aside_1_fund", "aside_2_fund"] {
            self.set(&format!("[name={empty}]"), "");
        }
        browser.click("form[action$='/distributions'] button");
        browser.until("simulated", || {
            browser.path().contains("/distributions/dis_") && browser.path() != shared
        });
        browser.click("main a[href*='?with=dis_']");
        browser.sees("两份的规则");
        looks.judged(browser, "around-compared");
        let proposal = self.draft(SHARING, "照试算的分，先看清楚再投。");
        self.follows("+ 分配盈余", "deed_1_shares");
        let named = shared.rsplit('/').next().unwrap();
        let choose = "const s = document.querySelector('[name=deed_1_shares]'); s.selectedIndex = [...s.options].findIndex(o => o.value.startsWith(arguments[0]))";
        browser.script(choose, &[named.into()]);
        self.decide(looks, &proposal, "已落实");
        for _ in 0..3 {
            self.lane.pass(SECOND);
        }
        self.enter(&self.treasurer, "/desk");
        browser.click("main a[href$='/owed']");
        browser.click("main a[href*='purse=payable']");
        browser.press(&self.ana);
        assert_eq!(browser.value("[name=amount]"), "40.97", "the sum that is owed stands in the form");
        browser.type_into("[name=reference]", "回单 118");
        self.send("/payouts");
        browser.sees("回单 118");
        shared
    }
}

/// Who goes along the chain: a link is clicked, the page it leads to is looked at.
struct Walk<'a> {
    it: &'a Around,
    looks: &'a mut Looks,
    /// A page is met from several sides and judged once.
    judged: HashSet<String>,
}

impl Walk<'_> {
    /// What the page says, in both languages, and that it is sound.
    fn at(&mut self, name: &str, says: &[&str]) -> String {
        let browser = &self.it.browser;
        for words in says {
            browser.sees(words);
        }
        let path = browser.path();
        if self.judged.insert(path.clone()) {
            self.looks.in_both_languages(browser, &format!("chain-{name}"));
        }
        path
    }

    fn click(&mut self, link: &str, name: &str, says: &[&str]) -> String {
        let browser = &self.it.browser;
        let before = browser.path();
        browser.click(&format!("main a[href*='{link}']"));
        browser.until(link, || browser.path() != before);
        self.at(name, says)
    }

    /// Back where that page was.
    fn again(&self, path: &str) {
        self.it.browser.go(&self.it.lane.at(path));
    }
}

#[test]
fn all_around_and_back() {
    let Some(browser) = Browser::open() else { return };
    let mut looks = Looks::default();
    let it = Around::begin(browser);
    let proposal = it.idea(&mut looks);
    let campaign = it.campaign(&mut looks, &proposal);
    it.spend(&proposal);
    it.hand_back(&campaign);
    let order = it.sell(&mut looks);
    let shared = it.share(&mut looks);

    // Down: ana asks why it was so much.
    it.enter(&it.ana, "/mine");
    let browser = &it.browser;
    browser.sees("40.97");
    let mut walk = Walk { it: &it, looks: &mut looks, judged: HashSet::new() };
    let why = walk.click("/distributions/dis_", "why", &["¥40.97", "¥36.88", "¥4.09", "¥61.47"]);
    assert_eq!(why, format!("{shared}/mine"));
    let part = walk.click("/books/entries/", "part", &["¥40.97", "分配第 1 号"]);
    let payout = browser.texts("main h3 + ul.rows a");
    assert!(payout.iter().any(|kind| kind == "付出"), "{payout:?}");
    browser.press("付出");
    walk.at("payout", &["¥40.97"]);
    walk.again(&part);
    assert_eq!(walk.click("/distributions/dis_", "distribution", &["¥61.47", "¥108.00", "¥46.53"]), shared);
    walk.click("/decisions/prp_", "sharing", &[SHARING]);
    walk.again(&why);
    walk.click("/orders", "own-orders", &["院里的酸面包"]);
    assert_eq!(walk.click("/orders/ord_", "order", &["¥20.00"]), order);
    walk.again(&why);
    walk.click("purpose=sales", "sales", &["¥20.00", "¥100.00"]);
    browser.press("结算");
    let sale = walk.at("sale", &["¥20.00", "¥8.00", "院里的酸面包", "分配第 1 号"]);
    walk.again(&why);
    walk.click("purpose=purchases", "costs", &["¥46.53"]);
    browser.press("支出");
    let cost = walk.at("cost", &["¥46.53", "面粉和木柴", IDEA, "分配第 1 号"]);
    walk.click("/expenses/exp_", "expense", &["¥46.53", "高筋面粉二十斤"]);
    walk.click("/mandates/man_", "mandate", &["¥80.00"]);
    assert_eq!(walk.click("/decisions/prp_", "idea-of-cost", &[IDEA]), proposal);
    walk.again(&why);
    let fund = walk.click("/books/funds/1", "fund", &["一起订面包", IDEA, "¥61.47"]);
    assert_eq!(walk.click("/campaigns/pol_", "campaign", &["¥100.00", "面包烤好了"]), campaign);
    assert_eq!(walk.click("/decisions/prp_", "idea", &[IDEA, "面包要到两站路外去买"]), proposal);

    // Up again, from the decision and from the order: to the distribution, to the own share, to the transfer.
    assert_eq!(walk.click("/campaigns/pol_", "up-campaign", &["¥100.00"]), campaign);
    assert_eq!(walk.click("/books/funds/1", "up-fund", &["¥61.47"]), fund);
    assert_eq!(walk.click("/distributions/dis_", "up-distribution", &["¥61.47"]), shared);
    assert_eq!(walk.click("/mine", "up-why", &["¥40.97"]), why);
    walk.again(&order);
    walk.click("/money", "money", &["¥20.00", "¥8.00", "¥12.00"]);
    browser.press("结算");
    browser.until("at the sale", || browser.path() == sale);
    for from in [&sale, &cost] {
        walk.again(from);
        assert_eq!(walk.click("/distributions/dis_", "up-shared", &["¥61.47"]), shared);
    }
    walk.again(&part);
    browser.press("付出");
    browser.sees("¥40.97");
    looks.assert_none();
}
