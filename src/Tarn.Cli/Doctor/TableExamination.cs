using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Cli.Doctor;

/// <summary>
/// Whether the log of each managed table can be read, and every file it names is there with the size it names.
/// </summary>
internal sealed class TableExamination(LakeHost lake)
{
    private const int FaultsShownMax = 3;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        int tables = 0;
        long files = 0;
        long bytes = 0;
        foreach (CatalogTable.Managed table in lake.Tables.Tables.OfType<CatalogTable.Managed>())
        {
            try
            {
                if (await lake.Tables.FindSnapshotAsync(table, cancellationToken) is not { } snapshot)
                {
                    continue;
                }

                tables++;
                files += snapshot.Files.Count;
                bytes += snapshot.SizeBytes;
                findings.AddRange(await FindFaultAsync(table, snapshot, cancellationToken));
            }
            catch (TarnException exception)
            {
                findings.Add(new Finding(table.Name.ToString(), Health.Failed, exception.Message));
            }
        }

        string whole = $"{tables} with {files} files, {ValueText.Bytes(bytes)}, all in place";
        return findings.Count > 0 ? findings : [new Finding("tables", Health.Ok, whole)];
    }

    private async Task<IReadOnlyList<Finding>> FindFaultAsync(
        CatalogTable.Managed table, TableSnapshot snapshot, CancellationToken cancellationToken)
    {
        IObjectStore store = lake.Tables.Store(table);
        List<string> faults = [];
        foreach (DataFile file in snapshot.Files)
        {
            ObjectInfo? found = await store.HeadAsync($"{table.Root}/{file.Path}", cancellationToken);
            if (found is null)
            {
                faults.Add($"{file.Path} is missing");
            }
            else if (found.SizeBytes != file.SizeBytes)
            {
                faults.Add($"{file.Path} has {found.SizeBytes} bytes, not {file.SizeBytes}");
            }
        }

        if (faults.Count == 0)
        {
            return [];
        }

        string more = faults.Count > FaultsShownMax ? $" and {faults.Count - FaultsShownMax} more" : "";
        return
        [
            new Finding(
                table.Name.ToString(),
                Health.Failed,
                $"{string.Join("; ", faults.Take(FaultsShownMax))}{more}; build it anew with "
                    + $"'tarn run --full-refresh -s {table.Name}'"),
        ];
    }
}
