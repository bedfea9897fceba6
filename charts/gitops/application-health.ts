/** Marks the root: it counts as healthy for itself, or it would wait for itself for ever. */
export const ROOT_ANNOTATION = { 'finflow.io/root': 'true' } as const;

/**
 * When an Application counts as healthy for the waves of the root. Argo CD ships none, so that without it every wave would start at once; source:
 * Argo CD's operator manual, "Resource Health", custom health check of argoproj.io/Application.
 */
export const APPLICATION_HEALTH = `hs = { status = "Progressing", message = "waits for its first sync" }
local annotations = obj.metadata.annotations
if annotations ~= nil and annotations["finflow.io/root"] == "true" then
  hs.status = "Healthy"
  hs.message = "the root does not wait for itself"
  return hs
end
if obj.status ~= nil and obj.status.health ~= nil and obj.status.health.status ~= nil then
  if obj.status.health.status ~= "Healthy" or (obj.status.sync ~= nil and obj.status.sync.status == "Synced") then
    hs.status = obj.status.health.status
    hs.message = obj.status.health.message or ""
  end
end
return hs
`;
