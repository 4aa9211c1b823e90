include!("i18n_build.rs");
