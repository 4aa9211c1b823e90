// The build script of every crate with translations. A crate's own build.rs is one line:
//
//     include!("../../web/i18n_build.rs");
//
// It turns i18n/{zh,en}/*.ftl into typed functions (see `web::translations!`). Chinese is the default language
// and carries the type comments (`# $name (String)`). A key that only one language has fails the build:
// fluent-typed alone would warn and leave it out.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (zh, en) = (translated_keys("i18n/zh"), translated_keys("i18n/en"));
    let lonely: Vec<_> = zh.symmetric_difference(&en).cloned().collect();
    if !lonely.is_empty() {
        eprintln!("translated in one language only: {}", lonely.join(", "));
        return ExitCode::FAILURE;
    }
    let Ok(out) = std::env::var("OUT_DIR") else {
        eprintln!("OUT_DIR is not set");
        return ExitCode::FAILURE;
    };
    let options = fluent_typed::BuildOptions::default()
        .with_locales_folder("i18n")
        .with_default_language("zh")
        .with_prefix("")
        .with_output_file_path(&format!("{out}/l10n.rs"))
        .with_ftl_output(fluent_typed::FtlOutputOptions::single_file(&format!("{out}/l10n.ftl")))
        .with_lint_level(fluent_typed::LintLevel::Strict)
        .without_bidi_isolation()
        .without_format();
    fluent_typed::build_from_locales_folder(options)
}

/// Names of the messages in a folder's files. An attribute counts with its message.
fn translated_keys(folder: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let Ok(files) = std::fs::read_dir(Path::new(folder)) else { return keys };
    for file in files.flatten() {
        let mut message = String::new();
        for line in std::fs::read_to_string(file.path()).unwrap_or_default().lines() {
            let Some((name, _)) = line.split_once('=') else { continue };
            let name = name.trim_end();
            if let Some(attribute) = line.trim_start().strip_prefix('.') {
                keys.insert(format!("{message}.{}", attribute.split('=').next().unwrap_or_default().trim()));
            } else if name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            {
                message = name.to_owned();
                keys.insert(message.clone());
            }
        }
    }
    keys
}
