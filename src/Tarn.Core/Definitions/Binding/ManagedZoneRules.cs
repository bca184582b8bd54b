using Tarn.Catalog;
using Tarn.Common;

namespace Tarn.Definitions.Binding;

/// <summary>Which zones may have tables that Tarn writes.</summary>
internal sealed class ManagedZoneRules(BindingContext context, IReadOnlyList<ZoneDefinition> zones)
{
    /// <summary>Reports tables whose zone is not there, or none for them.</summary>
    /// <param name="tables">With the place that names each; false for those without files of their own.</param>
    public void Check(IReadOnlyList<(TableName Name, SourceLocation Place, bool HasFiles)> tables)
    {
        Dictionary<string, ZoneDefinition> byName = zones.DistinctBy(zone => zone.Name).ToDictionary(zone => zone.Name);
        foreach ((TableName name, SourceLocation place, bool hasFiles) in tables)
        {
            if (!byName.TryGetValue(name.Database, out ZoneDefinition? zone))
            {
                if (zones.Count > 0)
                {
                    ZoneNames.ReportUnknown(context, name, place, zones);
                }

                continue;
            }

            if (hasFiles && zone.Encryption is not null)
            {
                ZoneNames.ReportEncrypted(context, name, place);
            }

            if (zone.ExpireDays is not null)
            {
                context.BadValue(
                    place,
                    $"table '{name}' would be in a zone whose objects expire",
                    "its files would be deleted under it",
                    $"give it another zone, or take 'expire_days' from zone '{name.Database}'");
            }
        }
    }
}
