mandates = 授权
