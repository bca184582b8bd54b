using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Tables;

namespace Tarn.Cli.Commands.Tables;

/// <summary>How a table is stored.</summary>
internal sealed class TablesShowCommand()
    : ManagedTableCommand("show", "Describe how a table is stored: versions, files, protocol, properties")
{
    private const long SmallBytes = 32 << 20;

    private static readonly OutputColumn[] PropertyColumns = [new("property"), new("value")];

    protected override async Task<ExitCode> RunAsync(
        CommandContext context, LakeHost lake, TableName name, DeltaTable table, CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = await table.RequireAsync(cancellationToken);
        long? oldest = null;
        await foreach (CommitRecord commit in table.HistoryAsync(cancellationToken))
        {
            oldest = commit.Version;
        }

        int files = snapshot.Files.Count;
        FactSheet sheet = new FactSheet()
            .Add("table", name.ToString())
            .Add("location", table.Name)
            .Add("id", snapshot.Id)
            .Add("version", snapshot.Version)
            .Add("changed", snapshot.Timestamp, ColumnKind.Moment)
            .Add("oldest_version", oldest)
            .Add("rows", snapshot.RowCount, ColumnKind.Count)
            .Add("files", files, ColumnKind.Count)
            .Add("size", snapshot.SizeBytes, ColumnKind.Bytes)
            .Add("average_file", files == 0 ? null : snapshot.SizeBytes / files, ColumnKind.Bytes)
            .Add("small_files", snapshot.Files.Count(file => file.SizeBytes < SmallBytes), ColumnKind.Count)
            .Add("files_with_deleted_rows", snapshot.FilesWithDeletedRows, ColumnKind.Count)
            .Add("partition_by", TextOf(snapshot.PartitionColumns))
            .Add("reader_version", snapshot.ReaderVersion)
            .Add("writer_version", snapshot.WriterVersion)
            .Add("features", TextOf(snapshot.Features))
            .AddList("properties", PropertyColumns, snapshot.Properties
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => new object?[] { property.Key, property.Value }));
        await SheetOutput.WriteAsync(context, sheet, cancellationToken);
        return ExitCode.Ok;
    }

    private static string? TextOf(IReadOnlyList<string> names) => names.Count == 0 ? null : string.Join(", ", names);
}
