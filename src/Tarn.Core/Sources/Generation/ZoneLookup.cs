using System.Globalization;
using System.Text;
using Tarn.Common;

namespace Tarn.Sources.Generation;

/// <summary>Writes the zone lookup that goes with trip files.</summary>
public static class ZoneLookup
{
    public const string FileName = "taxi_zone_lookup.csv";

    /// <summary>The lookup as CSV: LocationID, Borough, Zone, service_zone; texts in quotes.</summary>
    public static string ToCsv()
    {
        StringBuilder text = new("\"LocationID\",\"Borough\",\"Zone\",\"service_zone\"\n");
        foreach (TaxiZone zone in TaxiZones.All)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{zone.LocationId},\"{zone.Borough}\",\"{zone.Name}\",\"{zone.ServiceZone}\"\n");
        }

        return text.ToString();
    }

    /// <summary>Writes <see cref="ToCsv"/> to the path, replacing what is there; durable on return.</summary>
    public static void Write(string path, IIdSource ids)
    {
        DurableFile.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        DurableFile.WriteAtomic(path, Encoding.UTF8.GetBytes(ToCsv()), ids);
    }
}
