contributions = 贡献
