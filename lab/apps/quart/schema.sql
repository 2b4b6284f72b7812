CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE users (
    username TEXT PRIMARY KEY,
    password TEXT NOT NULL
);

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY
);

INSERT INTO notes (id, title, body) VALUES
    (1, 'Milk', 'Two litres'),
    (2, '<b>Bold</b>', 'Tea & cake'),
    (3, 'Post office', 'Before noon');
