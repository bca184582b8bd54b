namespace Tarn.Streams.Rules;

/// <summary>The parts of a stream's definition that can be wrong by themselves.</summary>
public enum StreamSetting
{
    Name,
    Buffer,
    Bucket,
    Prefix,
    ErrorPrefix,
    Compression,
    FileExtension,
    TimeZone,
    Split,
    Transform,
    PartitionKeys,
    Parquet,
    Limits,
    Signature,
    Beacon,
}
