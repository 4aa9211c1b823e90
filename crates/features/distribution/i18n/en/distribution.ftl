distribution = Distribution
