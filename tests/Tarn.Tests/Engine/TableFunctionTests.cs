using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class TableFunctionTests : EngineTest
{
    private static readonly EngineType BigInt = new(EngineTypeKind.BigInt);
    private static readonly EngineType Text = new(EngineTypeKind.Varchar);

    public TableFunctionTests()
        : base(new EngineOptions { PreservesInsertionOrder = false, Threads = 2, MemoryBytesMax = 256 << 20 })
    {
    }

    [Fact]
    public async Task Rows_of_a_feed_are_read_by_several_threads()
    {
        Feed feed = new(1_000_000) { ReadersMax = 2 };
        Connection.RegisterTableFunction(new TableFunction("numbers", _ => feed));

        object?[] row = (await Connection.QueryAllAsync(
            "SELECT count(*), sum(n)::BIGINT, count(DISTINCT t), min(t), max(length(t)) FROM numbers('')", Token))[0];

        Assert.Equal([1_000_000L, 499_999_500_000L, 1_000_000L, "a longer row, 0000000001", 24L], row);
        Assert.InRange(feed.Opened, 1, 2);
        Assert.Equal(feed.Opened, feed.Disposed);
    }

    [Fact]
    public async Task The_argument_says_which_rows()
    {
        Connection.RegisterTableFunction(
            new TableFunction("first", count => new Feed(int.Parse(count, provider: null))));

        Assert.Equal(3L, await Scalar("SELECT count(*) FROM first('3')"));
        Assert.Equal(5000L, await Scalar("SELECT count(*) FROM first('5000')"));
        Assert.Equal(0L, await Scalar("SELECT count(*) FROM first('0')"));
        EngineException exception = await Fails("SELECT * FROM first(NULL)");
        Assert.Contains("must not be NULL", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nulls_and_lists_go_in()
    {
        Connection.RegisterTableFunction(new TableFunction("lists", _ => new ListFeed()));

        IReadOnlyList<object?[]> rows = await Connection.QueryAllAsync(
            "SELECT l::VARCHAR FROM lists('') ORDER BY 1 NULLS LAST", Token);

        Assert.Equal(["[1, NULL, 3]", "[]", null], rows.Select(row => row[0]));
    }

    [Fact]
    public async Task Columns_that_nobody_needs_are_not_asked_for()
    {
        List<int> asked = [];
        using FedRows rows = new(Connection, new ConstantFeed(asked));

        IReadOnlyList<object?[]> found = await Connection.QueryAllAsync(
            $"SELECT c, length(c), b FROM {rows.Sql} ORDER BY b", Token);

        Assert.Equal(["same for all rows", 17L, 0L], found[0]);
        Assert.Equal(["same for all rows", 17L, 2L], found[^1]);
        Assert.Equal(3, found.Count);
        Assert.Equal([1, 2], asked.Order());
        Assert.Equal(3L, await Scalar($"SELECT count(*) FROM {rows.Sql}"));
    }

    [Fact]
    public async Task Rows_that_are_gone_are_not_found()
    {
        string sql;
        using (FedRows rows = new(Connection, new ConstantFeed([])))
        {
            sql = rows.Sql;
            Assert.Equal(6L, await Scalar($"SELECT count(*) FROM {sql} a, (SELECT 1 UNION ALL SELECT 2) b"));
        }

        Assert.Contains("no longer there", (await Fails($"SELECT * FROM {sql}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_stream_into_files_with_little_memory()
    {
        using TemporaryDirectory directory = new();
        string path = Path.Join(directory.Path, "rows.parquet");
        Connection.RegisterTableFunction(new TableFunction("numbers", _ => new Feed(5_000_000) { ReadersMax = 2 }));
        await Connection.ExecuteAsync("SET memory_limit = '120MB'", Token);

        await Connection.ExecuteAsync($"COPY (SELECT * FROM numbers('')) TO '{path}' (FORMAT parquet)", Token);

        Assert.Equal(12_499_997_500_000L, await Scalar($"SELECT sum(n)::BIGINT FROM '{path}'"));
    }

    [Fact]
    public async Task An_exception_of_a_reader_becomes_the_error_of_the_query()
    {
        Connection.RegisterTableFunction(new TableFunction(
            "numbers", _ => new Feed(1_000_000) { FailsAt = 500_000, ReadersMax = 2 }));

        EngineException exception = await Fails("SELECT sum(n) FROM numbers('')");

        Assert.Contains("the cable is cut", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Scalar("SELECT 1"));
    }

    [Fact]
    public async Task An_exception_while_binding_or_opening_becomes_the_error_of_the_query()
    {
        Connection.RegisterTableFunction(new TableFunction(
            "unknown", name => throw new InvalidOperationException($"there are no rows '{name}'")));
        Connection.RegisterTableFunction(new TableFunction("closed", _ => new Feed(1) { FailsToOpen = true }));

        Assert.Contains("no rows 'x'", (await Fails("SELECT * FROM unknown('x')")).Message, StringComparison.Ordinal);
        Assert.Contains("it is closed", (await Fails("SELECT * FROM closed('')")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_is_cancelled()
    {
        Connection.RegisterTableFunction(new TableFunction("numbers", _ => new Feed(long.MaxValue)));
        using CancellationTokenSource source = new();
        Task<object?> work = Connection.ScalarAsync("SELECT sum(n) FROM numbers('')", source.Token);
        source.CancelAfter(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    private sealed class Feed(long rowCount) : IRowFeed
    {
        private long _next;
        private int _opened;
        private int _disposed;

        public long FailsAt { get; init; } = long.MaxValue;

        public bool FailsToOpen { get; init; }

        public int Opened => _opened;

        public int Disposed => _disposed;

        public IReadOnlyList<EngineTypeField> Columns => [new("n", BigInt), new("t", Text)];

        public long RowsAbout => rowCount;

        public int ReadersMax { get; init; } = 1;

        public void Start()
        {
        }

        public IRowFeedReader OpenReader(IReadOnlyList<int> columns)
        {
            Interlocked.Increment(ref _opened);
            return FailsToOpen ? throw new InvalidOperationException("it is closed") : new Reader(this, rowCount);
        }

        private sealed class Reader(Feed feed, long rowCount) : IRowFeedReader
        {
            public int Read(IReadOnlyList<VectorWriter> columns, int rowsMax)
            {
                long end = Interlocked.Add(ref feed._next, rowsMax);
                long start = end - rowsMax;
                if (start >= feed.FailsAt)
                {
                    throw new IOException("the cable is cut");
                }

                int rows = (int)Math.Clamp(rowCount - start, 0, rowsMax);
                for (int row = 0; row < rows; row++)
                {
                    long number = start + row;
                    columns[0].WriteStored(row, number);
                    string text = number % 2 == 0 ? $"row {number}" : $"a longer row, {number:D10}";
                    columns[1].WriteBytes(row, System.Text.Encoding.UTF8.GetBytes(text));
                }

                return rows;
            }

            public void Dispose() => Interlocked.Increment(ref feed._disposed);
        }
    }

    private sealed class ListFeed : IRowFeed, IRowFeedReader
    {
        private bool _isRead;

        public IReadOnlyList<EngineTypeField> Columns => [new("l", EngineType.List(BigInt))];

        public long RowsAbout => 0;

        public int ReadersMax => 1;

        public void Start() => _isRead = false;

        public IRowFeedReader OpenReader(IReadOnlyList<int> columns) => this;

        public int Read(IReadOnlyList<VectorWriter> columns, int rowsMax)
        {
            if (_isRead)
            {
                return 0;
            }

            _isRead = true;
            VectorWriter elements = columns[0].StartList(0, 3, out int offset);
            elements.WriteStored(offset, 1L);
            elements.WriteNull(offset + 1);
            elements.WriteStored(offset + 2, 3L);
            columns[0].StartList(1, 0, out _);
            columns[0].WriteNull(2);
            return 3;
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Rows of a, b and c, of which c is the same in all.</summary>
    private sealed class ConstantFeed(List<int> asked) : IRowFeed
    {
        public IReadOnlyList<EngineTypeField> Columns => [new("a", BigInt), new("b", BigInt), new("c", Text)];

        public long RowsAbout => 3;

        public int ReadersMax => 1;

        public void Start()
        {
        }

        public IRowFeedReader OpenReader(IReadOnlyList<int> columns)
        {
            asked.AddRange(columns);
            return new Reader(columns);
        }

        private sealed class Reader(IReadOnlyList<int> columns) : IRowFeedReader
        {
            private bool _isRead;

            public int Read(IReadOnlyList<VectorWriter> writers, int rowsMax)
            {
                for (int i = 0; i < columns.Count; i++)
                {
                    if (columns[i] == 2)
                    {
                        writers[i].WriteAll("same for all rows"u8);
                        continue;
                    }

                    for (int row = 0; row < 3; row++)
                    {
                        writers[i].WriteStored(row, (long)row);
                    }
                }

                (bool isRead, _isRead) = (_isRead, true);
                return isRead ? 0 : 3;
            }

            public void Dispose()
            {
            }
        }
    }
}
