distribution = 分配
