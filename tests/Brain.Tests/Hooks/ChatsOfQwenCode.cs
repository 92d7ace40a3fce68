using Brain.Silo.Hooks.Qwen;

namespace Brain.Tests.Hooks;

public sealed class ChatsOfQwenCode
{
    [Theory]
    [InlineData("/home/me/.qwen/projects/-a/chats/1.jsonl", true)]
    [InlineData("/data/qwen/projects/-a/chats/1.jsonl", true)]
    [InlineData("/data/qwen/projects/-a/notes.jsonl", false)]
    [InlineData("/etc/passwd", false)]
    public void Are_read_whatever_folder_it_was_told(string path, bool isRead) =>
        Assert.Equal(isRead ? [path] : [], new QwenChats().Files(path));
}
