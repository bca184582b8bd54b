namespace Tarn.Sources.Generation;

/// <summary>One taxi zone of New York.</summary>
/// <param name="LocationId">1 to 265.</param>
/// <param name="Borough">Borough, <c>EWR</c> for Newark airport, <c>Unknown</c> for 264, <c>N/A</c> for 265.</param>
/// <param name="Name">Name of the zone; a few zones share one.</param>
/// <param name="ServiceZone"><c>Yellow Zone</c>, <c>Boro Zone</c>, <c>Airports</c>, <c>EWR</c> or <c>N/A</c>.</param>
public sealed record TaxiZone(int LocationId, string Borough, string Name, string ServiceZone);
