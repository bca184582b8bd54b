using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers.Grouping;
using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Updating;

/// <summary>A plan with its name and what is known of the table.</summary>
/// <param name="Name">The table's.</param>
/// <param name="Plan">What its files say.</param>
/// <param name="Schema">The plan's, merged with all that its files looked like before.</param>
/// <param name="Existing">The entry as it is; null when the table is new.</param>
/// <param name="Rival">Somebody else's table at the same place; null when there is none.</param>
internal sealed record NamedPlan(
    TableName Name, TablePlan Plan, FileSchema Schema, TableEntry? Existing, TableEntry? Rival);
