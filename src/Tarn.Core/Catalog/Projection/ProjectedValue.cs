namespace Tarn.Catalog.Projection;

/// <summary>One value of a projected partition key.</summary>
/// <param name="Text">As the partition has it, to be cast to the key's type.</param>
/// <param name="InLocation">As keys of objects have it.</param>
internal sealed record ProjectedValue(string Text, string InLocation);
