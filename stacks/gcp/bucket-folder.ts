export interface BucketFolder {
  readonly title: string;
  readonly bucketName: string;
  /** Without a slash at its end. */
  readonly folder: string;
}

/** Limits a grant on a bucket to the objects below one folder, and to lists of them. */
export function belowFolder({ title, bucketName, folder }: BucketFolder) {
  return {
    title,
    description: `Objects below ${folder}/, and lists of them`,
    expression: [
      `resource.name.startsWith("projects/_/buckets/${bucketName}/objects/${folder}/")`,
      `api.getAttribute("storage.googleapis.com/objectListPrefix", "").startsWith("${folder}/")`,
    ].join(' || '),
  };
}
