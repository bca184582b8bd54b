namespace Tarn.Streams.Delivery;

/// <summary>What the objects of a stream are made of.</summary>
/// <param name="Extension">Of their names, with its dot.</param>
/// <param name="Begin">Begins one, at a path, with a key.</param>
internal sealed record ObjectFormat(string Extension, Func<string, string, IOutputObject> Begin);
