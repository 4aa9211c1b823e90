include!("../../web/i18n_build.rs");
