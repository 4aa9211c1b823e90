referral = 推荐
