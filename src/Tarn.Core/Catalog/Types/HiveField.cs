namespace Tarn.Catalog.Types;

/// <summary>One member of a struct.</summary>
/// <param name="Name">Without ':', ',', '&lt;' and '&gt;', which the spelling of types cannot hold.</param>
/// <param name="Type">Its type.</param>
public sealed record HiveField(string Name, HiveType Type);
