using System.Text;
using Brain.Client.Http;

namespace Brain.Tests.Client;

public sealed class ReadingAnAnswer
{
    private const string Chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n5\r\n\":12}\r\n0\r\n\r\n";
    private const string Measured = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{\"a\":12}";

    [Theory]
    [InlineData(Chunked)]
    [InlineData(Measured)]
    public void Waits_for_the_last_byte_and_no_longer(string text)
    {
        for (var length = 0; length < text.Length; length++)
            Assert.False(Read(text[..length], ended: false, out _));

        Assert.True(Read(text, ended: false, out var answer));
        Assert.Equal("{\"a\":12}", Encoding.UTF8.GetString(answer.Body.Span));
    }

    [Theory]
    [InlineData(Chunked)]
    [InlineData(Measured)]
    public void Never_takes_a_part_for_the_whole(string text)
    {
        for (var length = 0; length < text.Length; length++)
        {
            Assert.True(Read(text[..length], ended: true, out var answer));
            Assert.NotNull(answer.Fault);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nBrain-Wait: 1\r\n\r\n", 1)]
    [InlineData("HTTP/1.1 200 OK\r\nbrain-wait: 660000\r\nContent-Length: 8\r\n\r\n{", HttpReader.WaitMsMax)]
    [InlineData("HTTP/1.1 200 OK\r\nBrain-Wait: 660001\r\n\r\n", null)]
    [InlineData("HTTP/1.1 200 OK\r\nBrain-Wait: 0\r\n\r\n", null)]
    [InlineData("HTTP/1.1 200 OK\r\nBrain-Wait: -5\r\n\r\n", null)]
    [InlineData("HTTP/1.1 200 OK\r\nBrain-Wait: long\r\n\r\n", null)]
    [InlineData("HTTP/1.1 200 OK\r\nBrain-Wait: 600\r\n", null)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nBrain-Wait: 600\r\n", null)]
    public void Waits_as_long_as_its_head_says(string text, int? ms) =>
        Assert.Equal(ms, HttpReader.WaitMs(Encoding.UTF8.GetBytes(text)));

    private static bool Read(string text, bool ended, out HttpAnswer answer) =>
        HttpReader.TryRead(Encoding.UTF8.GetBytes(text), ended, out answer);
}
