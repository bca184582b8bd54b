namespace Tarn.Racer;
internal static class LockHolder { public static int Run(string d) => d.Length; }
