-- Hears of every new row of v2.notifications from now on. called PgChannel
listen brain_notifications;
