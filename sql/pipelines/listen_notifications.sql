-- Hears of every new row of v2.notifications from now on. called NotificationNews
listen brain_notifications;
