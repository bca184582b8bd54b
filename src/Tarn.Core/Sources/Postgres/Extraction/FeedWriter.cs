using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Functions;
using Tarn.Tables;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>Streams a feed into data files, in an engine of its own whose memory does not grow with the rows.</summary>
internal static class FeedWriter
{
    private const long MemoryBytesMax = 1L << 30;
    private const string FunctionName = "source_rows";

    /// <param name="feed">Disposed at the end.</param>
    /// <param name="suffixSql">Further columns, each behind a comma.</param>
    /// <param name="fields">The columns of the files.</param>
    /// <param name="directory">The files go into one below it, named by the prefix.</param>
    /// <param name="filePrefix">Unique; part of each file's name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<WrittenFile>> WriteAsync(
        TableFeed feed,
        string suffixSql,
        IReadOnlyList<TableField> fields,
        string directory,
        string filePrefix,
        CancellationToken cancellationToken)
    {
        await using (feed)
        {
            try
            {
                using DuckInstance instance = DuckInstance.Open(new EngineOptions
                {
                    MemoryBytesMax = MemoryBytesMax,
                    ScratchDirectory = Path.Join(directory, "spill"),
                    PreservesInsertionOrder = false,
                    Threads = Math.Max(2, feed.ReadersMax),
                });
                using DuckConnection connection = instance.Connect();
                connection.RegisterTableFunction(new TableFunction(FunctionName, _ => feed));
                return await new PartitionedWriter().WriteAsync(
                    connection,
                    $"SELECT *{suffixSql} FROM {FunctionName}('')",
                    fields,
                    [],
                    directory,
                    filePrefix,
                    cancellationToken);
            }
            catch (EngineException exception)
                when (cancellationToken.IsCancellationRequested || feed.Failure is not null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw feed.Translate(feed.Failure ?? exception);
            }
        }
    }
}
