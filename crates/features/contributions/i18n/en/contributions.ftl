contributions = Contributions
