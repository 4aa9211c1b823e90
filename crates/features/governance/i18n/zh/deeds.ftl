deed-word = 执行事项
