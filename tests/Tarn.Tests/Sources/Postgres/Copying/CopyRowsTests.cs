using System.Buffers.Binary;
using System.Text;
using Tarn.Sources.Postgres.Copying;
using Tarn.Sources.Postgres.Types;
using Xunit;

namespace Tarn.Tests.Sources.Postgres.Copying;

public sealed class CopyRowsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Values_over_the_edges_of_blocks_are_whole(int pieceBytes)
    {
        string[] expected = ["a", "", new string('x', 1500), "ä€"];
        await using CopyPump pump = Pump(Rows(expected, hasEnd: true), pieceBytes);
        CopyBytes bytes = new(pump.Blocks, Token);
        CopyFrame frame = new(bytes, columnCount: 1);

        List<string> read = [];
        while (frame.TryStartRow())
        {
            read.Add(Encoding.UTF8.GetString(bytes.Take(bytes.TakeInt32())));
        }

        Assert.Equal(expected, read);
    }

    [Fact]
    public async Task Rows_without_their_end_are_an_error()
    {
        await using CopyPump pump = Pump(Rows(["a"], hasEnd: false), 1000);
        CopyRows rows = new(new CopyBytes(pump.Blocks, Token), [new BytesDecoder()]);

        Assert.True(rows.TrySkip());
        Assert.Throws<EndOfStreamException>(() => rows.TrySkip());
    }

    [Fact]
    public async Task Something_else_is_not_taken_for_rows()
    {
        await using CopyPump other = Pump(Encoding.UTF8.GetBytes("1\tsome text\n2\tmore text\n"), 1000);
        await using CopyPump wider = Pump(Rows(["a"], hasEnd: true), 1000);

        Assert.Throws<InvalidDataException>(() => new CopyFrame(new CopyBytes(other.Blocks, Token), 1).TryStartRow());
        Assert.Throws<InvalidDataException>(() => new CopyFrame(new CopyBytes(wider.Blocks, Token), 2).TryStartRow());
    }

    [Fact]
    public async Task What_fails_while_reading_is_thrown_where_rows_are_parsed()
    {
        await using CopyPump pump = CopyPump.Start(
            _ => Task.FromException<ICopyStream>(new IOException("the cable is cut")), TimeProvider.System, Token);

        IOException exception = Assert.Throws<IOException>(() => new CopyBytes(pump.Blocks, Token).Take(1));

        Assert.Equal("the cable is cut", exception.Message);
    }

    private static CopyPump Pump(byte[] content, int pieceBytes) =>
        CopyPump.Start(
            _ => Task.FromResult<ICopyStream>(new Pieces(content, pieceBytes)), TimeProvider.System, Token);

    private static byte[] Rows(string[] values, bool hasEnd)
    {
        List<byte> bytes = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 2, 9, 9];
        Span<byte> length = stackalloc byte[4];
        foreach (byte[] value in values.Select(Encoding.UTF8.GetBytes))
        {
            BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
            bytes.AddRange([0, 1, .. length, .. value]);
        }

        return hasEnd ? [.. bytes, 0xff, 0xff] : [.. bytes];
    }

    private sealed class Pieces(byte[] content, int pieceBytes) : ICopyStream
    {
        private int _position;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            int count = Math.Min(Math.Min(pieceBytes, buffer.Length), content.Length - _position);
            content.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return ValueTask.FromResult(count);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
