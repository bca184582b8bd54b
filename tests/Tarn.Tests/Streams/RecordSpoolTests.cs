using System.Text;
using Tarn.Streams;
using Tarn.Streams.Delivery;
using Tarn.Streams.Stages;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Streams;

/// <summary>Records that are read from a scratch file while others are still written.</summary>
public sealed class RecordSpoolTests : IDisposable
{
    private const int Records = 60_000;

    private readonly TemporaryDirectory _directory = new();
    private readonly RecordSpool _spool;

    public RecordSpoolTests() => _spool = new RecordSpool(Path.Join(_directory.Path, "records"));

    public void Dispose()
    {
        _spool.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Parts_are_read_by_several_threads_while_more_are_written()
    {
        Task<int>[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(ReadAll))];
        for (int number = 0; number < Records; number++)
        {
            _spool.Add(Record(number));
        }

        _spool.Complete();

        Assert.All(await Task.WhenAll(readers), read => Assert.Equal(Records, read));
        Assert.Equal(TextOf(Records - 1), Encoding.UTF8.GetString(_spool.Get(Records - 1).Data.Span));
        Assert.Equal(12_346, _spool.Get(12_345).Sequence);
    }

    [Fact]
    public async Task Who_waits_for_a_part_is_told_that_there_will_be_none()
    {
        Task<int> reader = Task.Run(ReadAll);
        _spool.Add(Record(0));

        _spool.GiveUp();

        await Assert.ThrowsAsync<OperationCanceledException>(() => reader);
    }

    private static string TextOf(int number) => $"{{\"n\":{number},\"t\":\"{new string('x', number % 700)}\"}}";

    private static OutgoingRecord Record(int number)
    {
        byte[] data = Encoding.UTF8.GetBytes(TextOf(number));
        return new OutgoingRecord(new StreamRecord(number + 1, DateTimeOffset.UnixEpoch, data), data);
    }

    private int ReadAll()
    {
        int next = 0;
        for (int i = 0; _spool.WaitForPart(i) is { } part; i++)
        {
            byte[] bytes = new byte[part.Bytes];
            _spool.Read(part, bytes);
            for (int index = 0; index < part.Count; index++)
            {
                string text = Encoding.UTF8.GetString(bytes, part.StartOf(index), part.BytesOf(index));
                Assert.Equal(TextOf(next++), text);
            }
        }

        return next;
    }
}
