// Drawn on a square of 24 by 24, in lines.

export const THEME = "M12 3a9 9 0 1 0 0 18V3Z";
export const LIBRARY = "M5 4h4v16H5zM9 4h4v16H9zM14.5 5l3.4-.9 3.6 14.8-3.4.9z";
export const CONVERSATIONS = "M4 5h16v11H10l-4 3.5V16H4z";
export const GOOD = "M7 11v9H4v-9zM7 11l4-7c1.5 0 2.5 1 2.2 2.8L12.7 10H18c1.3 0 2.2 1.1 1.9 2.4l-1.3 6c-.2 1-1 1.6-1.9 1.6H7";
export const BAD = "M7 13V4H4v9zM7 13l4 7c1.5 0 2.5-1 2.2-2.8L12.7 14H18c1.3 0 2.2-1.1 1.9-2.4l-1.3-6C18.4 4.6 17.6 4 16.7 4H7";
export const AGAIN = "M19 12a7 7 0 1 1-2-4.9M19.5 3.5v4.5H15";
export const EDIT = "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5";
export const DETAILS = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.5v.5";
export const REMOVE = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5";
export const CLOSE = "M6 6l12 12M18 6L6 18";
