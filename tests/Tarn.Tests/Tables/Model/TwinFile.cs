namespace Tarn.Tests.Tables.Model;

/// <summary>A data file as the twin knows it.</summary>
internal sealed record TwinFile(string Path, int Partition, IReadOnlyList<int> Rows)
{
    public string Content => string.Join(',', Rows);
}
