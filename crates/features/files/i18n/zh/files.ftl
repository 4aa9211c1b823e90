file = 文件
