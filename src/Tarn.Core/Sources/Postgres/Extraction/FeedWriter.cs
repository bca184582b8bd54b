using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Functions;
using Tarn.Tables;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>
/// Streams a feed into data files, in an engine of its own whose memory grows neither with the rows nor with their
/// width.
/// </summary>
internal static class FeedWriter
{
    private const int RowGroupsInMemory = 16;
    private const string FunctionName = "source_rows";

    /// <param name="feed">Disposed at the end.</param>
    /// <param name="target">The files.</param>
    /// <param name="translate">Makes an error of ours of what went wrong.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<WrittenFile>> WriteAsync(
        IExtractionFeed feed,
        FeedTarget target,
        Func<Exception, TarnException> translate,
        CancellationToken cancellationToken)
    {
        await using (feed)
        {
            try
            {
                using DuckInstance instance = DuckInstance.Open(new EngineOptions
                {
                    MemoryBytesMax = target.MemoryBytesMax,
                    ScratchDirectory = Path.Join(target.Directory, "spill"),
                    PreservesInsertionOrder = false,
                    Threads = Math.Max(2, feed.ReadersMax),
                });
                using DuckConnection connection = instance.Connect();
                connection.RegisterTableFunction(new TableFunction(FunctionName, _ => feed));
                PartitionedWriter writer = new() { RowGroupBytesMax = target.MemoryBytesMax / RowGroupsInMemory };
                return await writer.WriteAsync(
                    connection,
                    $"SELECT *{target.SuffixSql} FROM {FunctionName}('')",
                    target.Fields,
                    [],
                    target.Directory,
                    target.FilePrefix,
                    cancellationToken);
            }
            catch (EngineException exception)
                when (cancellationToken.IsCancellationRequested || feed.Failure is not null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw translate(feed.Failure ?? exception);
            }
        }
    }
}
