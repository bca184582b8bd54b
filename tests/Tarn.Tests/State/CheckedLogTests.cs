using System.Text;
using Tarn.Common;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.State;

public sealed class CheckedLogTests : IDisposable
{
    private const int FileHeaderBytes = 24;
    private const int FrameHeaderBytes = 20;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string LogPath => _directory.Sub("logs", "runs.log");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Appended_frames_are_read_in_order_now_and_after_reopening()
    {
        using (CheckedLog log = await OpenAsync())
        {
            Assert.Equal(0, log.LastSequence);
            Assert.Equal(1, await log.AppendAsync("one"u8.ToArray(), Cancellation));
            Assert.Equal(3, await log.AppendAsync([Bytes("two"), Bytes("")], Cancellation));
            Assert.Equal("1:one 2:two 3:", await ReadAsync(log));
        }

        using CheckedLog reopened = await OpenAsync();
        Assert.Null(reopened.CutTail);
        Assert.Equal(4, await reopened.AppendAsync("four"u8.ToArray(), Cancellation));
        Assert.Equal("3: 4:four", await ReadAsync(reopened, fromSequence: 3));
    }

    [Fact]
    public async Task Concurrent_appends_each_get_a_sequence_of_their_own()
    {
        using CheckedLog log = await OpenAsync();

        long[] sequences = await Task.WhenAll(Enumerable.Range(0, 500)
            .Select(number => log.AppendAsync(Bytes($"{number}"), Cancellation)));

        Assert.Equal(Enumerable.Range(1, 500).Select(number => (long)number), sequences.Order());
        await foreach (LogFrame frame in log.ReadAsync(1, Cancellation))
        {
            int number = int.Parse(Encoding.UTF8.GetString(frame.Payload.Span), null);
            Assert.Equal(sequences[number], frame.Sequence);
        }
    }

    [Fact]
    public async Task A_torn_tail_of_any_length_is_cut_and_reported()
    {
        byte[] sound = await WriteSoundAsync("first", "second");
        int lastFrame = sound.Length - FrameHeaderBytes - "second".Length;
        for (int length = lastFrame + 1; length < sound.Length; length++)
        {
            await File.WriteAllBytesAsync(LogPath, sound[..length], Cancellation);
            using (CheckedLog log = await OpenAsync())
            {
                Assert.Equal(new TornTail(lastFrame, length - lastFrame), log.CutTail);
                Assert.Equal("1:first", await ReadAsync(log));
                Assert.Equal(2, await log.AppendAsync("again"u8.ToArray(), Cancellation));
            }

            using CheckedLog reopened = await OpenAsync();
            Assert.Null(reopened.CutTail);
            Assert.Equal("1:first 2:again", await ReadAsync(reopened));
        }
    }

    [Fact]
    public async Task A_log_that_is_being_written_is_read_without_touching_it()
    {
        byte[] sound = await WriteSoundAsync("first", "second");
        byte[] unfinished = sound[..^1];
        await File.WriteAllBytesAsync(LogPath, unfinished, Cancellation);

        List<string> read = [];
        await foreach (LogFrame frame in CheckedLog.ReadFileAsync(LogPath, Cancellation))
        {
            read.Add(Encoding.UTF8.GetString(frame.Payload.Span));
        }

        Assert.Equal(["first"], read);
        Assert.Equal(unfinished, await File.ReadAllBytesAsync(LogPath, Cancellation));
    }

    [Fact]
    public async Task Zeros_at_the_end_are_a_torn_tail()
    {
        byte[] sound = await WriteSoundAsync("first");
        await File.WriteAllBytesAsync(LogPath, [.. sound, .. new byte[5000]], Cancellation);

        using CheckedLog log = await OpenAsync();

        Assert.Equal(new TornTail(sound.Length, 5000), log.CutTail);
    }

    [Fact]
    public async Task A_change_of_any_byte_is_detected_and_nothing_is_cut()
    {
        byte[] sound = await WriteSoundAsync("first", "second", "third");
        for (int position = 0; position < sound.Length; position++)
        {
            foreach (byte mask in new byte[] { 0x01, 0x80, 0xFF })
            {
                byte[] flipped = [.. sound];
                flipped[position] ^= mask;
                await File.WriteAllBytesAsync(LogPath, flipped, Cancellation);

                TarnException corrupt = await Assert.ThrowsAsync<TarnException>(OpenAsync);

                Assert.Equal(ErrorCodes.StateCorrupt, corrupt.Code);
                Assert.Contains($"at byte {FrameOffset(position)}:", corrupt.Message, StringComparison.Ordinal);
                Assert.Contains("runs.log", corrupt.Message, StringComparison.Ordinal);
                Assert.Equal(flipped, await File.ReadAllBytesAsync(LogPath, Cancellation));
            }
        }

        static int FrameOffset(int position)
        {
            int second = FileHeaderBytes + FrameHeaderBytes + "first".Length;
            int third = second + FrameHeaderBytes + "second".Length;
            return position < FileHeaderBytes ? 0
                : position < second ? FileHeaderBytes
                : position < third ? second
                : third;
        }
    }

    [Fact]
    public async Task A_frame_missing_in_the_middle_is_detected()
    {
        byte[] sound = await WriteSoundAsync("first", "second", "third");
        int second = FileHeaderBytes + FrameHeaderBytes + "first".Length;
        int third = second + FrameHeaderBytes + "second".Length;
        await File.WriteAllBytesAsync(LogPath, [.. sound[..second], .. sound[third..]], Cancellation);

        TarnException corrupt = await Assert.ThrowsAsync<TarnException>(OpenAsync);

        Assert.Contains("frame 3 is where frame 2 should be", corrupt.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_while_the_log_is_open_is_detected_by_reading()
    {
        using CheckedLog log = await OpenAsync();
        await log.AppendAsync([Bytes("first"), Bytes("second")], Cancellation);
        byte[] content = await File.ReadAllBytesAsync(LogPath, Cancellation);

        await File.WriteAllBytesAsync(LogPath, content[..^1], Cancellation);
        await Assert.ThrowsAsync<TarnException>(() => ReadAsync(log));
        content.AsSpan(FileHeaderBytes).Clear();
        await File.WriteAllBytesAsync(LogPath, content, Cancellation);
        TarnException corrupt = await Assert.ThrowsAsync<TarnException>(() => ReadAsync(log));

        Assert.Equal(ErrorCodes.StateCorrupt, corrupt.Code);
    }

    [Fact]
    public async Task Retention_drops_old_frames_and_sequences_go_on()
    {
        using (CheckedLog log = await OpenAsync())
        {
            await log.AppendAsync([Bytes("a"), Bytes("b"), Bytes("c")], Cancellation);
            await log.RemoveBeforeAsync(3, Cancellation);
            Assert.Equal("3:c", await ReadAsync(log));
            await log.AppendAsync(Bytes("d"), Cancellation);
            await log.RemoveBeforeAsync(2, Cancellation);
            Assert.Equal("3:c 4:d", await ReadAsync(log));
            await log.RemoveBeforeAsync(100, Cancellation);
            Assert.Equal("", await ReadAsync(log));
        }

        using CheckedLog reopened = await OpenAsync();
        Assert.Equal(5, await reopened.AppendAsync(Bytes("e"), Cancellation));
        Assert.Equal("5:e", await ReadAsync(reopened));
        Assert.Equal([LogPath], Directory.GetFiles(_directory.Sub("logs")));
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<string> ReadAsync(CheckedLog log, long fromSequence = 1)
    {
        List<string> frames = [];
        await foreach (LogFrame frame in log.ReadAsync(fromSequence, Cancellation))
        {
            frames.Add($"{frame.Sequence}:{Encoding.UTF8.GetString(frame.Payload.Span)}");
        }

        return string.Join(' ', frames);
    }

    private Task<CheckedLog> OpenAsync() => CheckedLog.OpenAsync(LogPath, Cancellation);

    private async Task<byte[]> WriteSoundAsync(params string[] payloads)
    {
        using (CheckedLog log = await OpenAsync())
        {
            await log.AppendAsync([.. payloads.Select(Bytes)], Cancellation);
        }

        return await File.ReadAllBytesAsync(LogPath, Cancellation);
    }
}
