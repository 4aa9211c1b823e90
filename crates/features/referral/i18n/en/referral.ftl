referral = Referral
