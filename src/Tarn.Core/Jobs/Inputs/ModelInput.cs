using Tarn.Catalog;
using Tarn.Catalog.External;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Jobs.Inputs;

/// <summary>One table that a model reads, as it was found when the step was planned.</summary>
internal abstract record ModelInput
{
    /// <summary>Some or all data files of one snapshot.</summary>
    public sealed record Managed(
        CatalogTable.Managed Table, TableSnapshot Snapshot, IReadOnlyList<DataFile> Files) : ModelInput;

    /// <summary>Some or all files of a raw table.</summary>
    public sealed record Raw(CatalogTable.Files Table, IReadOnlyList<ObjectInfo> Files) : ModelInput;

    /// <summary>Some or all files of a table that the catalog describes.</summary>
    public sealed record External(CatalogTable.External Table, IReadOnlyList<ExternalFile> Files) : ModelInput;

    /// <summary>A view; the tables behind it are inputs of their own.</summary>
    public sealed record View(CatalogTable.View Table) : ModelInput;
}
