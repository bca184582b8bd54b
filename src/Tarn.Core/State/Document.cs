namespace Tarn.State;

/// <summary>A stored value and the version to hand back when replacing it.</summary>
/// <param name="Value">What was written.</param>
/// <param name="Version">Changes with every write and is never used twice; opaque.</param>
public sealed record Document<T>(T Value, string Version);
