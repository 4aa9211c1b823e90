//! What a mending is about, on other goods and people than those it was found with: one principle, several lists.

mod freely;
mod market;
mod options;
mod review;
mod strangers;
mod thirteenth;
mod twelfth;
mod walked;

use jielong::{Line, Reading};

/// Name, action and items of each line, and `?` where somebody has to be asked: `小雨: order 草莓 2, 鸡蛋 1`.
fn said(line: &Line) -> String {
    if line.reading == Reading::Unclear {
        return format!("{}: ?", line.name);
    }
    let items: Vec<String> = line
        .items
        .iter()
        .map(|item| match item.quantity {
            Some(quantity) => format!("{} {quantity}", item.name),
            None => item.name.clone(),
        })
        .collect();
    format!("{}: {} {}", line.name, line.action.code(), items.join(", ")).trim().to_owned()
}

#[track_caller]
pub(crate) fn reads(text: &str, wanted: &[&str]) {
    let list = jielong::read(text, &[]).expect("a list");
    let got: Vec<String> = list.lines.iter().map(said).collect();
    assert_eq!(got, wanted, "{text}\n{:#?}", list.offers);
}

/// What a thumb hits instead of 、 belongs to the number, not to the name.
#[test]
fn marks_after_a_number() {
    for mark in ["丶", "﹑", "·", "•", ">", "~", "`", "°", "★", "→"] {
        let text = format!("土鸡蛋 20元/板\n1{mark}陈姐 2板\n2{mark}小北 1板\n3{mark}Tom 3板\n");
        let wanted = ["陈姐: order 土鸡蛋 2", "小北: order 土鸡蛋 1", "Tom: order 土鸡蛋 3"];
        reads(&text, &wanted);
    }
    reads(
        "土鸡蛋 20元/板\n一丶陈姐 2板\n二丶小北 1板\n三丶Tom 3板\n",
        &["陈姐: order 土鸡蛋 2", "小北: order 土鸡蛋 1", "Tom: order 土鸡蛋 3"],
    );
}

/// What a thing is, asked by the piece, orders none of it; a question after an order leaves the order.
#[test]
fn asked_by_the_piece() {
    reads(
        "蓝莓 30元/盒 鸡蛋 25元/板\n1. 陈姐 蓝莓一盒多重?\n2. 小北 鸡蛋一板多少个\n3. 米妈 蓝莓1盒几克啊?\n4. 老周 鸡蛋2板,周几到?\n5. 阿良 一板鸡蛋几个?\n6. 米妈 蓝莓1盒\n",
        &["陈姐: none", "小北: none", "米妈: none", "老周: order 鸡蛋 2", "阿良: none", "米妈: order 蓝莓 1"],
    );
}

/// A place kept free is nobody's order.
#[test]
fn places_kept_free() {
    reads(
        "周六爬山报名\n1. 陈姐\n2. 预留\n3. 小北\n4. 留给老周\n5. 机动\n6. 备用名额\n",
        &[
            "陈姐: order 周六爬山报名 1",
            "预留: none",
            "小北: order 周六爬山报名 1",
            "留给老周: none",
            "机动: none",
            "备用名额: none",
        ],
    );
}

/// 老样子 is nobody's name; what it means, only they know.
#[test]
fn as_ever() {
    reads(
        "鲜奶 8元/瓶 酸奶 6元/瓶\n1.302 鲜奶1\n2.305 酸奶2\n3.402 老样子\n4.501 鲜奶2\n5.602 老规矩\n6.603 鲜奶3\n",
        &[
            "302: order 鲜奶 1",
            "305: order 酸奶 2",
            "402: ?",
            "501: order 鲜奶 2",
            "602: ?",
            "603: order 鲜奶 3",
        ],
    );
}

/// Taken back, as it is said here and there.
#[test]
fn taken_back_in_many_words() {
    for said in [
        "临时出差,我的别订",
        "家里来客,我那份别留了",
        "我的不用订",
        "别算我了",
        "覅",
        "弗要了",
        "勿要",
        "我的不用留了",
        "不用给我留",
        "我的取消哈",
    ] {
        let text = format!("草莓 25元/盒 鸡蛋 20元/板\n1. 陈姐 草莓2\n2. 小北 鸡蛋1\n3. 陈姐 {said}\n");
        reads(&text, &["陈姐: order 草莓 2", "小北: order 鸡蛋 1", "陈姐: withdraw"]);
    }
    reads(
        "红富士苹果 5元/斤 糖心苹果 8元/斤 梨 3元/斤\n1. 陈姐 红富士2 糖心3\n2. 小北 梨1\n3. 陈姐 苹果不要了\n",
        &["陈姐: order 红富士苹果 2, 糖心苹果 3", "小北: order 梨 1", "陈姐: withdraw 红富士苹果, 糖心苹果"],
    );
}

/// What begins after a number is the next thing, also where its first letter is a unit.
#[test]
fn the_next_thing_and_no_unit() {
    reads(
        "空调挂机80元/台 空调柜机120元/台 洗衣机60元/台\n1. 陈姐 柜机1挂机3\n2. 小北 挂机2洗衣机1\n3. 米妈 挂机两台\n",
        &["陈姐: order 空调挂机 3, 空调柜机 1", "小北: order 空调挂机 2, 洗衣机 1", "米妈: order 空调挂机 2"],
    );
    reads(
        "牛肉20元/份 盒饭15元/份 条头糕8元/条\n1. 陈姐 牛肉1盒饭2\n2. 小北 盒饭1条头糕2\n3. 米妈 牛肉3\n",
        &["陈姐: order 牛肉 1, 盒饭 2", "小北: order 盒饭 1, 条头糕 2", "米妈: order 牛肉 3"],
    );
}

/// A number may belong to the name of a thing; an office may order for itself.
#[test]
fn numbers_in_names() {
    reads(
        "下周采购,缺什么接什么\n1. 财务-小洪 A4纸2箱\n2. 设计-阿布 马克笔10支 便签纸5本\n3. 仓库 垃圾袋3卷、纸杯200个\n4. 阿强 5号电池4节 U盘2个\n5. 技术-小飞 84消毒液2瓶\n6. 老秦 2B铅笔5支\n7. 前台 垃圾袋1卷 502胶水1支\n8. 人事 不缺\n",
        &[
            "小洪: order A4纸 2",
            "阿布: order 便签纸 5, 马克笔 10",
            "仓库: order 垃圾袋 3, 纸杯 200",
            "阿强: order 5号电池 4, U盘 2",
            "小飞: order 84消毒液 2",
            "老秦: order 2B铅笔 5",
            "前台: order 垃圾袋 1, 502胶水 1",
            "人事: none",
        ],
    );
}

/// The sorts of one thing end where the sentence goes on; one of them may begin with a numeral.
#[test]
fn sorts_of_one_thing() {
    for (sorts, last) in [("蒜蓉、麻辣、十三香,接龙写口味", "十三香"), ("蒜香、孜然、五香。写清口味", "五香")]
    {
        let first = sorts.split('、').next().expect("a sort");
        let text = format!(
            "夜宵烤鱼两斤装68/条\n{sorts}\n1. 陈姐 {first}1条\n2. 小北 {last}两条\n3. 米妈 {first}1{last}1\n4. 老周 4斤{last}\n"
        );
        reads(
            &text,
            &[
                &format!("陈姐: order {first} 1"),
                &format!("小北: order {last} 2"),
                &format!("米妈: order {first} 1, {last} 1"),
                &format!("老周: order {last} 2"),
            ],
        );
    }
}

/// Two things that go in pairs, and one word for both of them.
#[test]
fn pairs() {
    reads(
        "公蟹35元/只 母蟹38元/只 蟹油58元/瓶\n1. 陈姐 公母五对\n2. 小北 公母蟹三对\n3. 米妈 公2母2\n4. 米妈 公母都改成6只\n5. 老周 4两的公蟹8只\n",
        &[
            "陈姐: order 公蟹 5, 母蟹 5",
            "小北: order 公蟹 3, 母蟹 3",
            "米妈: order 公蟹 2, 母蟹 2",
            "米妈: replace 公蟹 6, 母蟹 6",
            "老周: order 公蟹 8",
        ],
    );
    reads(
        "红酒88元/瓶 白酒66元/瓶 米酒20元/瓶\n1. 陈姐 红白酒各2\n2. 小北 红酒1\n3. 小北 红白酒都改成3瓶\n",
        &["陈姐: order 红酒 2, 白酒 2", "小北: order 红酒 1", "小北: replace 红酒 3, 白酒 3"],
    );
}

/// Orders first, prices below.
#[test]
fn prices_below_the_orders() {
    reads(
        "小蜜 洋槐蜜2瓶\n老傅 椴树蜜1瓶 花粉1罐\n阿槐 洋槐1枣花1 已转150\n小蜜 花粉也来一罐\n静静 160元洋槐\n——自产:洋槐蜜80/瓶 椴树蜜90/瓶 枣花蜜70/瓶 花粉50/罐\n",
        &[
            "小蜜: order 洋槐蜜 2",
            "老傅: order 椴树蜜 1, 花粉 1",
            "阿槐: order 洋槐蜜 1, 枣花蜜 1",
            "小蜜: add 花粉 1",
            "静静: order 洋槐蜜 2",
        ],
    );
    reads(
        "陈姐 苹果5斤\n小北 梨3斤 苹果2斤\n陈姐 苹果改3斤\n老周 橙子4斤\n价格:苹果5元/斤,梨4元/斤,橙子6元/斤\n明天下午3点截止\n",
        &["陈姐: order 苹果 5", "小北: order 苹果 2, 梨 3", "陈姐: replace 苹果 3", "老周: order 橙子 4"],
    );
}

/// 甲乙丙 are codes as A, B, C are; what somebody is called by is no code with an amount.
#[test]
fn old_codes() {
    reads(
        "素斋登记\n甲:罗汉斋饭\n乙:香菇素面\n丙:红豆糕\n1. 慧明 甲1\n2. 静心 乙二份\n3. 妙音 甲一丙一\n4. 护法组 甲10 丙10\n5. 净文 甲、丙各二\n",
        &[
            "慧明: order 甲 罗汉斋饭 1",
            "静心: order 乙 香菇素面 2",
            "妙音: order 甲 罗汉斋饭 1, 丙 红豆糕 1",
            "护法组: order 甲 罗汉斋饭 10, 丙 红豆糕 10",
            "净文: order 甲 罗汉斋饭 2, 丙 红豆糕 2",
        ],
    );
}

/// Floor, order, name: the floor is nobody.
#[test]
fn names_after_floor_and_order() {
    reads(
        "下午茶\n拿铁22/杯 燕麦拿铁25/杯 可颂15/个\n写法:楼层 要什么 名字\n1、18楼 拿铁1 可颂1 Jojo\n2、18楼 可颂1 阿凯\n3、7F 燕麦拿铁×2 Helen\n4、16楼 拿铁一杯,大鹏\n5、16楼 大鹏 可颂再来1\n",
        &[
            "Jojo: order 拿铁 1, 可颂 1",
            "阿凯: order 可颂 1",
            "Helen: order 燕麦拿铁 2",
            "大鹏: order 拿铁 1",
            "大鹏: add 可颂 1",
        ],
    );
}

/// A weight taken several times, a weight that is a name elsewhere, and 的 for what stands before the colon.
#[test]
fn weights_and_labels() {
    reads(
        "龙井特级980元/斤 雨前360元/斤\n1. 陈姐 特级 250克x2\n2. 小北 雨前2两*3\n3. 米妈 雨前 500g\n",
        &["陈姐: order 龙井特级 1", "小北: order 雨前 0.6", "米妈: order 雨前 1"],
    );
    reads(
        "橘子5斤装39元/箱,9斤装65元/箱,石榴大果12元/斤,中果9元/斤\n1. 陈姐 5斤装1\n2. 小北 大果要五斤\n3. 米妈 中果5斤 9斤装1箱\n4. 老周 9斤的一箱\n",
        &[
            "陈姐: order 橘子5斤装 1",
            "小北: order 石榴大果 5",
            "米妈: order 橘子9斤装 1, 中果 5",
            "老周: order 橘子9斤装 1",
        ],
    );
    reads(
        "粘豆包:大黄米的20元/袋,江米的22元/袋\n冻梨 8元/斤\n1. 陈姐 大黄米2袋 冻梨5斤\n2. 小北 粘豆包要江米的两袋\n3. 米妈 江米1大黄米1\n",
        &[
            "陈姐: order 大黄米粘豆包 2, 冻梨 5",
            "小北: order 江米粘豆包 2",
            "米妈: order 大黄米粘豆包 1, 江米粘豆包 1",
        ],
    );
}

/// Sold by weight and ordered by the piece, where the heading says so: what a piece costs is not known then.
#[test]
fn ordered_by_the_piece() {
    let text = "老母鸡 28元/斤\n番鸭 22元/斤\n按只接龙,称重后收钱\n1. 陈姐 老母鸡2只\n2. 小北 番鸭一只\n3. 米妈 鸡1鸭1\n";
    reads(text, &["陈姐: order 老母鸡 2", "小北: order 番鸭 1", "米妈: order 老母鸡 1, 番鸭 1"]);
    let list = jielong::read(text, &[]).expect("a list");
    assert!(list.offers.iter().all(|offer| offer.price.is_none() && offer.unit == "只"), "{:?}", list.offers);
}

/// Times of the day are chosen between, and are nobody who sent a message; 只要 is all there is to be.
#[test]
fn sessions() {
    reads(
        "亲子陶艺体验(1大1小一组),每组60元\n上午场 9:30\n下午场 15:00\n每场限12组\n1. 可乐妈 上午\n2. 米粒妈 下午一组\n3. 圆圆妈 上午+下午\n4. 大宝妈 上午2组\n5. 可乐妈 上午改下午\n6. 圆圆妈 下午的不去了\n",
        &[
            "可乐妈: order 上午场 1",
            "米粒妈: order 下午场 1",
            "圆圆妈: order 上午场 1, 下午场 1",
            "大宝妈: order 上午场 2",
            "可乐妈: replace 下午场 1, 上午场 0",
            "圆圆妈: withdraw 下午场",
        ],
    );
    let list = jielong::read("辣椒苗2元/棵 薄荷5元/盆\n1. 陈姐 辣椒苗3\n2. 陈姐 薄荷只要一盆\n", &[])
        .expect("a list");
    assert_eq!(list.lines[1].reading, Reading::Likely, "{:?}", list.lines[1]);
}

/// What chat programs put out: goods with numbers and a sign of money, names with numbers, orders below them.
#[test]
fn exported_lists() {
    reads(
        "【群接龙】团购\n团长:芳芳\n商品:\n1、赣南脐橙 10斤装 ￥58.00\n2、砂糖橘 5斤装 ￥35.00\n3、苹果 ￥45.00/箱\n参与名单:\n1. 小雨\n赣南脐橙 10斤装 x2\n砂糖橘 5斤装 x1\n2. 老周\n苹果 x1\n3. 米妈\n砂糖橘 5斤装 x3\n合计:7件\n",
        &["小雨: order 赣南脐橙 2, 砂糖橘 1", "老周: order 苹果 1", "米妈: order 砂糖橘 3"],
    );
    reads(
        "#接龙\n周六拼菜:土鸡蛋30元/板,番茄8元/斤,玉米3元/根\n例 小明 鸡蛋1板\n1. 王姐  土鸡蛋2 番茄3斤\n2. 老李  玉米 10\n3. 王姐  再加玉米4根\n",
        &["王姐: order 土鸡蛋 2, 番茄 3", "老李: order 玉米 10", "王姐: add 玉米 4"],
    );
}

/// A table with the prices in its head and empty cells at the end of a row.
#[test]
fn tables() {
    reads(
        "序号\t姓名\t楼号\t草莓(25元/盒)\t鸡蛋(20元/板)\t备注\n1\t小雨\t3-501\t2\t1\t晚上取\n2\t老周\t2-302\t1\t\t\n3\t米妈\t5-101\t\t3\t\n",
        &["小雨: order 草莓 2, 鸡蛋 1", "老周: order 草莓 1", "米妈: order 鸡蛋 3"],
    );
}

/// A deposit is paid, and nothing that is ordered.
#[test]
fn deposits() {
    reads(
        "露营租赁 帐篷50元/顶 睡袋20元/个 押金每人100\n1. 小雨 帐篷1 睡袋2 押金已交\n2. 老周 睡袋1 押100\n3. 米妈 帐篷2 押金200已转\n4. 老周 睡袋退掉 押金退我\n",
        &["小雨: order 帐篷 1, 睡袋 2", "老周: order 睡袋 1", "米妈: order 帐篷 2", "老周: withdraw 睡袋"],
    );
}

/// Where somebody lives is no quantity, also where things are called by numbers.
#[test]
fn addresses_beside_numbered_things() {
    reads(
        "水果团\n1号 草莓 25元/盒\n2号 鸡蛋 20元/板\n3号 车厘子 60元/箱\n接龙\n1. 小雨 1号2盒 2号1 3号楼502\n2. 陈姐 3号1 送5号楼\n3. 3号楼502 1号2盒\n4. 小北 2号 3号楼501\n5. 3号楼 李阿姨 3号1箱\n",
        &[
            "小雨: order 1号 草莓 2, 2号 鸡蛋 1",
            "陈姐: order 3号 车厘子 1",
            "3号楼502: order 1号 草莓 2",
            "小北: order 2号 鸡蛋 1",
            "李阿姨: order 3号 车厘子 1",
        ],
    );
    reads(
        "草莓 25元/盒 鸡蛋 20元/板\n1. 小雨 3号楼502 草莓2\n2. 陈姐 草莓1 鸡蛋2 3号楼502\n3. 老王 草莓1,3号楼502室\n4. 小陈 12号楼 鸡蛋2\n",
        &["小雨: order 草莓 2", "陈姐: order 草莓 1, 鸡蛋 2", "老王: order 草莓 1", "小陈: order 鸡蛋 2"],
    );
}

/// Of several things the one that a refusal names in passing goes, and not all.
#[test]
fn refused_in_passing() {
    reads(
        "面粉 30元/袋 菜籽油 80元/桶 花生 12元/斤\n1. 陈姐 面粉1 菜籽油1\n2. 小北 花生2 菜籽油1\n3. 陈姐 油算了我妈送来了\n4. 小北 花生家里翻出来好多,不要了\n",
        &[
            "陈姐: order 面粉 1, 菜籽油 1",
            "小北: order 菜籽油 1, 花生 2",
            "陈姐: withdraw 菜籽油",
            "小北: withdraw 花生",
        ],
    );
}

/// Of several who were to come one stays away.
#[test]
fn one_of_several_stays_away() {
    reads(
        "周日爬山 80元/位\n1. 陈姐 3位\n2. 小北 2位\n3. 陈姐 我妹不去了\n4. 小北 不去了\n",
        &["陈姐: order 周日爬山 3", "小北: order 周日爬山 2", "陈姐: withdraw 周日爬山 1", "小北: withdraw"],
    );
}

/// Pairs are one male and one female of each.
#[test]
fn pairs_of_two_sorts() {
    reads(
        "公蟹 35元/只 母蟹 40元/只 姜醋 8元/瓶\n1. 陈姐 4对\n2. 小北 公2母1\n3. 米妈 2对\n4. 陈姐 改3对\n",
        &[
            "陈姐: order 公蟹 4, 母蟹 4",
            "小北: order 公蟹 2, 母蟹 1",
            "米妈: order 公蟹 2, 母蟹 2",
            "陈姐: replace 公蟹 3, 母蟹 3",
        ],
    );
}

/// So much of each of several people, who are told.
#[test]
fn so_much_of_each_of_us() {
    reads(
        "冬笋 15元/斤 草莓 25元/盒\n1. 陈姐 我和我妈冬笋各两斤\n2. 小北 我们四个人每人一盒草莓\n3. 米妈 草莓、冬笋各1\n",
        &["陈姐: order 冬笋 4", "小北: order 草莓 4", "米妈: order 冬笋 1, 草莓 1"],
    );
}

/// Prices in other money, without units; the heading ends with the last of them.
#[test]
fn prices_in_other_money() {
    for (a, b, c) in [("$14", "$16", "$9.5"), ("£14", "£16 each", "£9"), ("HK$48", "HKD 58", "NT$90")] {
        let text = format!(
            "周五烘焙\n芋泥盒子 {a}\n肉松贝贝 {b}\n香葱苏打 {c}\n小雨 芋泥2 贝贝1\n陈姐 苏打2\n小北 贝贝3\n米妈 芋泥1\n"
        );
        reads(
            &text,
            &[
                "小雨: order 芋泥盒子 2, 肉松贝贝 1",
                "陈姐: order 香葱苏打 2",
                "小北: order 肉松贝贝 3",
                "米妈: order 芋泥盒子 1",
            ],
        );
    }
}

/// What is said in the heading beside a price is no thing of its own.
#[test]
fn rules_beside_prices() {
    for rule in ["打包盒另收2元", "退订扣5元", "早鸟价到5月1日,之后每样涨2元", "运费:不满50加6元"]
    {
        let text = format!(
            "烘焙团\n芋泥盒子 22元/盒\n肉松贝贝 16元/盒\n{rule}\n1. 小雨 两样各一\n2. 陈姐 芋泥2\n3. 小北 贝贝1\n"
        );
        reads(
            &text,
            &["小雨: order 芋泥盒子 1, 肉松贝贝 1", "陈姐: order 芋泥盒子 2", "小北: order 肉松贝贝 1"],
        );
    }
}

/// In English beside Chinese.
#[test]
fn in_english() {
    reads(
        "周末拼单\n草莓 $8/box\n鸡蛋 $12/box\n饺子 $9/bag\n1. Lily two boxes strawberry\n2. Tom eggs 1, dumplings 3\n3. Amy all +1\n4. Ken 饺子 2 bags\n5. Lily cancel\n",
        &[
            "Lily: order 草莓 2",
            "Tom: order 鸡蛋 1, 饺子 3",
            "Amy: order 草莓 1, 鸡蛋 1, 饺子 1",
            "Ken: order 饺子 2",
            "Lily: withdraw",
        ],
    );
}
