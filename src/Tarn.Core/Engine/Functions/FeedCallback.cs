using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Functions;

/// <summary>Binds calls of a table function to feeds and hands their readers the engine's chunks.</summary>
internal sealed class FeedCallback(Func<string, IRowFeed> feedOf, bool skipsColumns) : TableCallback
{
    protected override TableCall Bind(TableBinding binding)
    {
        IRowFeed feed = feedOf(binding.Argument(0) ?? throw new ArgumentException("the argument must not be NULL"));
        foreach (EngineTypeField column in feed.Columns)
        {
            using LogicalTypeHandle type = LogicalTypeFactory.Create(column.Type);
            binding.AddColumn(column.Name, type);
        }

        binding.SetRowCount(feed.RowsAbout);
        return new Call(feed, skipsColumns);
    }

    private sealed class Call(IRowFeed feed, bool skipsColumns) : TableCall
    {
        public override int ReadersMax => feed.ReadersMax;

        public override void Start() => feed.Start();

        public override TableCallReader OpenReader(IReadOnlyList<int> columns) =>
            new Reader(feed, skipsColumns ? columns : [.. Enumerable.Range(0, feed.Columns.Count)]);
    }

    private sealed class Reader(IRowFeed feed, IReadOnlyList<int> columns) : TableCallReader
    {
        private readonly IRowFeedReader _reader = feed.OpenReader(columns);

        public override int Read(DataChunkHandle chunk)
        {
            VectorWriter[] writers = new VectorWriter[columns.Count];
            for (int i = 0; i < writers.Length; i++)
            {
                writers[i] = new VectorWriter(feed.Columns[columns[i]].Type, chunk.Writer(i));
            }

            return _reader.Read(writers, NativeVectorWriter.RowsMax);
        }

        public override void Dispose() => _reader.Dispose();
    }
}
