ballot-word = 表决
