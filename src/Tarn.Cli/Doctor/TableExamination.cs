using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Integrity;
using Tarn.Tables.Maintenance;

namespace Tarn.Cli.Doctor;

/// <summary>
/// Whether the log of each managed table can be read, and every file it names is there with the size and the content it
/// names; all of them are read.
/// </summary>
internal sealed class TableExamination(LakeHost lake, IProgress<MaintenanceProgress> progress)
{
    private const int FaultsShownMax = 3;
    private const long ProgressBytesMin = 500_000_000;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        List<(CatalogTable.Managed Table, TableSnapshot Snapshot)> tables = [];
        IReadOnlyList<CatalogTable> all = await lake.Tables.ListAsync(cancellationToken);
        foreach (CatalogTable.Managed table in all.OfType<CatalogTable.Managed>())
        {
            try
            {
                if (await lake.Tables.FindSnapshotAsync(table, cancellationToken) is { } snapshot)
                {
                    tables.Add((table, snapshot));
                }
            }
            catch (TarnException exception)
            {
                findings.Add(new Finding(table.Name.ToString(), Health.Failed, exception.Message));
            }
        }

        long bytes = tables.Sum(table => table.Snapshot.SizeBytes);
        long bytesDone = 0;
        foreach ((CatalogTable.Managed table, TableSnapshot snapshot) in tables)
        {
            ShareOfAll share = new(bytes < ProgressBytesMin ? null : progress, bytesDone, bytes);
            findings.AddRange(await FindFaultsAsync(table, snapshot, share, cancellationToken));
            bytesDone += snapshot.SizeBytes;
        }

        int files = tables.Sum(table => table.Snapshot.Files.Count);
        int withoutChecksum = tables.Sum(table => table.Snapshot.Files.Count(file => file.Crc32C is null));
        string whole = $"{tables.Count} with {files} files, {ValueText.Bytes(bytes)}, all in place and as written"
            + (withoutChecksum == 0 ? "" : $"; {withoutChecksum} files of other writers have no checksum");
        return findings.Count > 0 ? findings : [new Finding("tables", Health.Ok, whole)];
    }

    private async Task<IReadOnlyList<Finding>> FindFaultsAsync(
        CatalogTable.Managed table,
        TableSnapshot snapshot,
        IProgress<MaintenanceProgress> share,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<FileFault> faults;
        try
        {
            faults = await new TableVerifier(lake.Tables.Open(table)).FindFaultsAsync(
                snapshot, share, cancellationToken);
        }
        catch (TarnException exception)
        {
            return [new Finding(table.Name.ToString(), Health.Failed, exception.Message)];
        }

        if (faults.Count == 0)
        {
            return [];
        }

        string shown = string.Join("; ", faults.Take(FaultsShownMax).Select(fault => $"{fault.Path} {fault.Reason}"));
        string more = faults.Count > FaultsShownMax ? $" and {faults.Count - FaultsShownMax} more" : "";
        return
        [
            new Finding(
                table.Name.ToString(),
                Health.Failed,
                $"{shown}{more}; restore from a backup, go back with 'tarn tables restore {table.Name}', or build it "
                    + $"anew with 'tarn run --full-refresh -s {table.Name}'"),
        ];
    }

    /// <summary>One table's progress as a part of that of all.</summary>
    private sealed class ShareOfAll(IProgress<MaintenanceProgress>? all, long bytesBefore, long bytesTotal)
        : IProgress<MaintenanceProgress>
    {
        public void Report(MaintenanceProgress value) =>
            all?.Report(new MaintenanceProgress(bytesBefore + value.BytesDone, bytesTotal));
    }
}
