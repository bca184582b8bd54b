using System.Text;
using Tarn.Common;
using Tarn.Streams.WriteAhead;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Streams.WriteAhead;

public sealed class StreamLogTests : IDisposable
{
    /// <summary>Of the records of these tests: header, kind and arrival, one byte.</summary>
    private const int FrameBytes = 30;

    private const int FileHeaderBytes = 24;

    private readonly TemporaryDirectory _directory = new();
    private readonly LogWriter _writer = new();
    private readonly ManualTimeProvider _timeProvider = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _writer.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Records_are_read_in_order_now_and_after_reopening()
    {
        using (StreamLog log = await OpenAsync())
        {
            Assert.Equal(1, await log.AppendAsync(Records("ab")));
            Assert.Equal(3, await log.AppendAsync(Records("c")));
            Assert.Equal("1a 2b 3c", Read(log));
            Assert.Equal(3, log.Waiting.Bytes);
        }

        using StreamLog reopened = await OpenAsync(delivered: 1);
        Assert.Equal(4, await reopened.AppendAsync(Records("d")));
        Assert.Equal("2b 3c 4d", Read(reopened, from: 2));
        Assert.Equal(3, reopened.Waiting.Bytes);
        Assert.Empty(reopened.Damages);
    }

    [Fact]
    public async Task Records_that_are_passed_over_are_counted_like_those_that_are_read()
    {
        using StreamLog log = await OpenAsync(segmentBytes: 1000);
        await log.AppendAsync([new byte[7], new byte[100_000], Array.Empty<byte>()]);
        await log.AppendAsync([new byte[3]]);

        using LogRecords passed = log.Read(new LogCursor(2));
        using LogRecords read = log.Read(new LogCursor(2));
        while (read.TryRead() is { } record)
        {
            Assert.Equal((record.Sequence, record.Data.Length), passed.TrySkip());
            Assert.Equal(read.Cursor, passed.Cursor);
        }

        Assert.Null(passed.TrySkip());
        Assert.Equal(5, passed.Cursor.NextSequence);
    }

    [Fact]
    public async Task Records_keep_when_they_arrived()
    {
        DateTimeOffset first = _timeProvider.GetUtcNow();
        using StreamLog log = await OpenAsync();
        await log.AppendAsync(Records("a"));
        _timeProvider.Advance(TimeSpan.FromMilliseconds(1234));
        await log.AppendAsync(Records("b"));

        using LogRecords records = log.Read(new LogCursor(1));

        Assert.Equal(first, records.TryRead()!.Value.ArrivedAt);
        Assert.Equal(first.AddMilliseconds(1234), records.TryRead()!.Value.ArrivedAt);
    }

    [Fact]
    public async Task Concurrent_puts_to_many_logs_each_get_sequences_of_their_own()
    {
        StreamLog[] logs = [await OpenAsync(folder: "one"), await OpenAsync(folder: "two")];
        Task<long>[] puts =
        [
            .. Enumerable.Range(0, 400).Select(number => Task.Run(() => logs[number % 2].AppendAsync(
                [Encoding.UTF8.GetBytes($"{number}"), Encoding.UTF8.GetBytes($"{number}!")]))),
        ];
        long[] sequences = await Task.WhenAll(puts);

        for (int number = 0; number < puts.Length; number++)
        {
            using LogRecords records = logs[number % 2].Read(new LogCursor(sequences[number]));
            Assert.Equal($"{number}", Encoding.UTF8.GetString(records.TryRead()!.Value.Data.Span));
            Assert.Equal($"{number}!", Encoding.UTF8.GetString(records.TryRead()!.Value.Data.Span));
        }

        Assert.Equal(200, sequences.Where((_, number) => number % 2 == 0).Distinct().Count());
        Array.ForEach(logs, log => log.Dispose());
    }

    [Fact]
    public async Task Reading_goes_on_at_a_cursor_and_from_file_to_file()
    {
        using StreamLog log = await OpenAsync(segmentBytes: 2 * FrameBytes);
        await AppendEachAsync(log, "abcdefg");
        LogCursor cursor;
        using (LogRecords records = log.Read(new LogCursor(1)))
        {
            records.TryRead();
            records.TryRead();
            records.TryRead();
            cursor = records.Cursor;
        }

        Assert.True(Segments().Count > 2);
        Assert.Equal(4, cursor.NextSequence);
        Assert.Equal("4d 5e 6f 7g", Read(log, cursor));
    }

    [Fact]
    public async Task Trimming_removes_the_files_that_were_passed_and_sequences_go_on()
    {
        using (StreamLog log = await OpenAsync(segmentBytes: 2 * FrameBytes))
        {
            await AppendEachAsync(log, "abcdefg");
            int before = Segments().Count;

            log.Trim(beforeSequence: 6);

            Assert.True(Segments().Count < before);
            Assert.Equal("6f 7g", Read(log, from: 6));
        }

        using StreamLog reopened = await OpenAsync(delivered: 7);
        Assert.Equal(8, await reopened.AppendAsync(Records("h")));
    }

    [Fact]
    public async Task An_append_that_was_cut_off_at_any_byte_is_forgotten()
    {
        await WriteAsync("abc");
        byte[] sound = await File.ReadAllBytesAsync(Segments()[0], Cancellation);
        for (int length = sound.Length - FrameBytes + 1; length < sound.Length; length++)
        {
            await File.WriteAllBytesAsync(Segments()[0], sound[..length], Cancellation);

            using StreamLog log = await OpenAsync();

            Assert.Empty(log.Damages);
            Assert.Equal("1a 2b", Read(log));
            Assert.Equal(3, log.NextSequence);
        }
    }

    [Fact]
    public async Task A_changed_bit_anywhere_is_found_and_what_is_sound_is_read()
    {
        await WriteAsync("abcdef", segmentBytes: 3 * FrameBytes);
        string damaged = Segments()[0];
        byte[] sound = await File.ReadAllBytesAsync(damaged, Cancellation);
        for (int position = 0; position < sound.Length; position++)
        {
            byte[] changed = [.. sound];
            changed[position] ^= 0x10;
            await File.WriteAllBytesAsync(damaged, changed, Cancellation);

            using (StreamLog log = await OpenAsync())
            {
                LogDamage damage = Assert.Single(log.Damages);
                int lost = Math.Max(0, position - FileHeaderBytes) / FrameBytes;
                Assert.Equal(position < FileHeaderBytes ? 1 : lost + 1, damage.FirstLost);
                Assert.Equal(3, damage.LastLost);
                Assert.EndsWith("4d 5e 6f", Read(log), StringComparison.Ordinal);
                Assert.Equal(changed, await File.ReadAllBytesAsync(_directory.Sub("log", damage.File), Cancellation));
            }

            using (StreamLog again = await OpenAsync())
            {
                Assert.Single(again.Damages);
            }

            Directory.Delete(_directory.Sub("log", "damaged"), recursive: true);
            await File.WriteAllBytesAsync(damaged, sound, Cancellation);
        }
    }

    [Fact]
    public async Task Sequences_that_may_have_been_acknowledged_are_never_given_again()
    {
        await WriteAsync("abc");
        string path = Segments()[0];
        byte[] bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[FileHeaderBytes + FrameBytes] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        using (StreamLog log = await OpenAsync())
        {
            Assert.Equal(2, Assert.Single(log.Damages).FirstLost);
            Assert.True(log.NextSequence > 3);
        }

        using StreamLog reopened = await OpenAsync();
        long sequence = await reopened.AppendAsync(Records("x"));
        Assert.True(sequence > 3);
        Assert.Equal($"1a {sequence}x", Read(reopened));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_told()
    {
        await WriteAsync("abcdef", segmentBytes: 2 * FrameBytes);
        File.Delete(Segments()[1]);

        using StreamLog log = await OpenAsync();

        LogDamage damage = Assert.Single(log.Damages);
        Assert.Equal((3, 4), (damage.FirstLost, damage.LastLost));
        Assert.Equal("1a 2b 5e 6f", Read(log));
    }

    [Fact]
    public async Task More_than_may_wait_for_the_disk_is_refused_and_nothing_else_is_lost()
    {
        using StreamLog log = await OpenAsync(pendingBytesMax: 40 * FrameBytes);
        List<Task<long>> taken = [];
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            try
            {
                taken.Add(log.AppendAsync(Records("x")));
            }
            catch (TarnException exception)
            {
                Assert.Equal(ErrorCodes.StreamBusy, exception.Code);
                Assert.True(exception.IsTransient);
                refused++;
            }
        }

        await Task.WhenAll(taken);
        Assert.True(refused > 0);
        Assert.Equal(taken.Count, Read(log).Split(' ').Length);
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> Records(string letters) =>
        [.. letters.Select(letter => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{letter}"))];

    private static async Task AppendEachAsync(StreamLog log, string letters)
    {
        foreach (char letter in letters)
        {
            await log.AppendAsync(Records($"{letter}"));
        }
    }

    private static string Read(StreamLog log, long from = 1) => Read(log, new LogCursor(from));

    private static string Read(StreamLog log, LogCursor cursor)
    {
        List<string> seen = [];
        using LogRecords records = log.Read(cursor);
        while (records.TryRead() is { } record)
        {
            seen.Add($"{record.Sequence}{Encoding.UTF8.GetString(record.Data.Span)}");
        }

        return string.Join(' ', seen);
    }

    private List<string> Segments() =>
        [.. Directory.EnumerateFiles(_directory.Sub("log"), "*.log").Order(StringComparer.Ordinal)];

    private async Task WriteAsync(string letters, long segmentBytes = long.MaxValue)
    {
        using StreamLog log = await OpenAsync(segmentBytes: segmentBytes);
        await AppendEachAsync(log, letters);
    }

    private Task<StreamLog> OpenAsync(
        long delivered = 0,
        string folder = "log",
        long segmentBytes = long.MaxValue,
        long pendingBytesMax = long.MaxValue) => StreamLog.OpenAsync(
        _directory.Sub(folder),
        delivered,
        spoken: delivered,
        _writer,
        new LogSettings { SegmentBytes = segmentBytes, PendingBytesMax = pendingBytesMax },
        new SequentialIdSource(),
        _timeProvider,
        Cancellation);
}
