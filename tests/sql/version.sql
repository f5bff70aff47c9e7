SELECT elg_version() GLOB '[0-9]*.[0-9]*.[0-9]*';
SELECT elg_debug() LIKE 'elgext %; SQLite %';
