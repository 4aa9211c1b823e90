//! Reads files of PrefLib (`.soc`, `.soi`, `.toc`, `.toi`): https://preflib.org.
