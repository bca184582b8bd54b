namespace Tarn.Cli.Doctor;

/// <summary>What one examination found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Health">How it is.</param>
/// <param name="Detail">What was seen, with the way out when it is not well.</param>
internal sealed record Finding(string Check, Health Health, string Detail);
