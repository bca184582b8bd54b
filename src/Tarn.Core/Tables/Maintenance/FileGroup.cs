namespace Tarn.Tables.Maintenance;

/// <summary>Files of one partition that are rewritten together.</summary>
public sealed record FileGroup(IReadOnlyList<DataFile> Files)
{
    public long SizeBytes { get; } = Files.Sum(file => file.SizeBytes);
}
